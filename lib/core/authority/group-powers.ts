import type { AuthorityAccount, PowerRow } from './authority'
import { type PowerPath, powerPaths } from './power-paths'

/** Functions that the same callers may call in the same way, before and after. */
export type PowerGroup = Pick<PowerRow, 'power' | 'change' | 'at'> & {
  readonly functions: readonly Pick<PowerRow, 'signature' | 'selector'>[]
  readonly before?: GroupSide | undefined
  readonly after?: GroupSide | undefined
}

export type GroupSide = {
  readonly guards: readonly string[]
  readonly paths: readonly PowerPath[]
}

/** What a power is called where people read it. */
export const powerNames: Readonly<Record<PowerRow['power'], string>> = {
  upgrade: 'Upgrade',
  pause: 'Pause',
  mint: 'Mint and burn',
  roles: 'Change who holds power',
  parameters: 'Set parameters and move funds',
  other: 'New functions',
}

/** The rows of an upgrade with one group for all that are alike, in the order of the rows. */
export function groupPowers(
  rows: readonly PowerRow[],
  accounts: readonly AuthorityAccount[],
): PowerGroup[] {
  const groups = new Map<string, PowerRow[]>()
  for (const row of rows) {
    const { power, change, at, before, after } = row
    const key = JSON.stringify([power, change, at, before, after])
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()].flatMap((alike) => {
    const [first] = alike
    if (!first) return []
    const { power, change, at, before, after } = first
    const functions = alike.map(({ signature, selector }) => ({ signature, selector }))
    const sideOf = (side: 'before' | 'after') => {
      const told = first[side]
      return told && { guards: told.guards, paths: powerPaths(told.passers, accounts, side) }
    }
    return [
      {
        power,
        change,
        at,
        functions,
        before: before && sideOf('before'),
        after: after && sideOf('after'),
      },
    ]
  })
}
