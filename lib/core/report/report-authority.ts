import type { PowerChange } from '@/lib/core/authority/authority'
import { describePath } from '@/lib/core/authority/describe-path'
import { type GroupSide, groupPowers, powerNames } from '@/lib/core/authority/group-powers'
import { standingChanges } from '@/lib/core/authority/standing-changes'
import type { Report } from './report'

/** Who may do what, as lines of text. Text of others is still as it was given. */
export type AuthorityOutline = {
  /** Change, power with its functions, before, after. What stays the same is left out. */
  readonly rows: readonly (readonly [
    change: string,
    power: string,
    before: string,
    after: string,
  ])[]
  /** Accounts of which the patch changes what it takes to make them act. */
  readonly accounts: readonly (readonly [account: string, change: string])[]
  /** How many functions stay with whom they were. */
  readonly same: number
  readonly unread: readonly string[]
}

/** What a change is called where people read it. */
export const changeWords: Readonly<Record<PowerChange, string>> = {
  opened: 'guard removed',
  added: 'added',
  changed: 'changed',
  unknown: 'unknown',
  removed: 'removed',
  same: 'same',
}

export function outlineAuthority({ upgrades, accounts }: Report): AuthorityOutline {
  const rows = upgrades.flatMap(({ authority }) => authority.rows)
  const groups = groupPowers(
    rows.filter(({ change }) => change !== 'same'),
    accounts,
  )
  return {
    rows: groups.map(({ power, change, at, functions, before, after }) => {
      const names = functions.map(({ signature }) => signature).join(', ')
      const where = at ? ` of ${at}` : ''
      return [
        changeWords[change],
        `${powerNames[power]}: ${names}${where}`,
        tell(before),
        tell(after),
      ]
    }),
    accounts: accounts.flatMap((account) => {
      const { name, address } = account
      const changes = standingChanges(account)
      return changes.map((change) => [name ? `${name} ${address}` : address, change] as const)
    }),
    same: rows.filter(({ change }) => change === 'same').length,
    unread: [...new Set(upgrades.flatMap(({ authority }) => authority.unread))],
  }
}

function tell(side: GroupSide | undefined): string {
  return side ? side.paths.map(describePath).join('; ') : '–'
}
