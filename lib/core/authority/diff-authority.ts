import type { Address } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import { isWriter } from '@/lib/core/check/access/caller-authority'
import type { ContractModel, FunctionModel } from '@/lib/core/source/contract-model'
import type {
  AuthorityAccount,
  Passer,
  PowerChange,
  PowerRow,
  PowerSide,
  UpgradeAuthority,
} from './authority'
import { classifyPower } from './classify-power'
import type { Holders } from './holder-after'
import { powerPaths, type Side } from './power-paths'
import { type CallerGuard, callerGuardsOf, type Principal, principalKey } from './read-guard'

export type DiffAuthorityParameters = {
  readonly models: Readonly<Record<Side, Known<ContractModel>>>
  /** Whom each principal stands for on each side, by its key. */
  readonly holders: Readonly<Record<Side, ReadonlyMap<string, Holders>>>
  /** Who orders an upgrade where not the code behind the proxy decides: the owner of its ProxyAdmin or beacon. */
  readonly outside?: OutsideAuthority | undefined
  readonly accounts: readonly AuthorityAccount[]
}

export type OutsideAuthority = {
  readonly at: Address
  readonly signature: string
} & Readonly<Record<Side, Holders>>

const order: readonly PowerChange[] = ['opened', 'added', 'changed', 'unknown', 'removed', 'same']

/** Who may do what, before and after: what the old and the new code ask, and who meets that. */
export function diffAuthority(parameters: DiffAuthorityParameters): UpgradeAuthority {
  const { models, outside, accounts } = parameters
  const [old, now] = [listPowers(parameters, 'before'), listPowers(parameters, 'after')]
  const keys = [...new Set([...now.keys(), ...old.keys()])]
  const inside = keys.flatMap((key): PowerRow[] => {
    const [from, to] = [old.get(key), now.get(key)]
    const either = to ?? from
    if (!either || !isTold(from, to, models.before.known)) return []
    const { power, signature, selector } = either
    const sides = { before: from?.side, after: to?.side }
    const isRead = models.before.known && models.after.known
    const change = isRead ? compare(sides, accounts) : 'unknown'
    return [{ power, signature, selector, change, ...sides }]
  })
  const rows = [...(outside ? [outsideRow(outside, accounts)] : []), ...inside]
  return {
    rows: rows.toSorted((a, b) => rank(a) - rank(b)),
    unread: (['before', 'after'] as const).flatMap((side) => unreadOf(models[side], side)),
  }
}

function rank({ change, after }: PowerRow): number {
  const isOpen = after?.passers.some(({ kind }) => kind === 'anyone') ?? false
  return order.indexOf(change) * 2 + (isOpen ? 0 : 1)
}

type Told = Pick<PowerRow, 'power' | 'signature' | 'selector'> & {
  readonly side: PowerSide
  readonly isGuarded: boolean
}

/** What anybody may call on both sides is no power. */
function isTold(from: Told | undefined, to: Told | undefined, isOldRead: boolean): boolean {
  if (from?.isGuarded || to?.isGuarded) return true
  return isOldRead && from === undefined && to !== undefined
}

function listPowers(
  { models, holders }: DiffAuthorityParameters,
  side: Side,
): ReadonlyMap<string, Told> {
  const model = models[side]
  if (!model.known) return new Map()
  const { functions, initializers } = model.value
  const once = new Set(initializers.map(({ signature }) => signature))
  const writers = functions.filter((one) => isWriter(one) && !once.has(one.signature))
  const guards = new Map(writers.map((one) => [one, callerGuardsOf(one)]))
  const named = new Set(
    [...guards.values()]
      .flat()
      .flatMap(({ principals }) =>
        principals.flatMap((one) => (one.kind === 'variable' ? [one.name] : [])),
      ),
  )
  return new Map(
    writers.map((one): [string, Told] => {
      const asked = guards.get(one) ?? []
      return [
        one.selector ?? one.signature,
        {
          power: classifyPower(one, { guards: asked, holders: named }),
          signature: one.signature,
          selector: one.selector,
          isGuarded: asked.length > 0,
          side: {
            guards: asked.map(({ text }) => text),
            passers: passersOf(one, asked, holders[side]),
          },
        },
      ]
    }),
  )
}

function passersOf(
  { unread }: FunctionModel,
  guards: readonly CallerGuard[],
  holders: ReadonlyMap<string, Holders>,
): Passer[] {
  const [first, ...others] = guards.map(({ principals }) =>
    distinct(principals.flatMap((one) => passersBy(one, holders))),
  )
  if (!first) {
    // Beyond what could not be followed it may ask after all.
    return unread.length > 0
      ? [{ kind: 'unknown', reason: 'not all of it could be followed' }]
      : [{ kind: 'anyone' }]
  }
  return others.reduce(whoPassesBoth, first)
}

function passersBy(principal: Principal, holders: ReadonlyMap<string, Holders>): Passer[] {
  if (principal.kind === 'condition') {
    return [{ kind: 'unknown', reason: `anyone, where ${principal.text}` }]
  }
  const found = holders.get(principalKey(principal))
  if (principal.kind === 'other' || !found) {
    return [{ kind: 'unknown', reason: `whoever meets ${principalKey(principal)}` }]
  }
  return passersOfHolders(found)
}

function passersOfHolders(found: Holders): Passer[] {
  if (!found.known) return [{ kind: 'unknown', reason: found.reason }]
  if (found.value.length === 0) return [{ kind: 'nobody' }]
  return found.value.map((address) => ({ kind: 'account', address }))
}

/** No one is left out of a list with somebody on it. */
function distinct(passers: readonly Passer[]): Passer[] {
  const keys = passers.map(keyOf)
  const once = passers.filter((one, at) => keys.indexOf(keyOf(one)) === at)
  const some = once.filter(({ kind }) => kind !== 'nobody')
  return some.length > 0 ? some : once
}

function whoPassesBoth(left: readonly Passer[], right: readonly Passer[]): Passer[] {
  const isUnread = [...left, ...right].some(isUnknown)
  const keys = new Set(right.map(keyOf))
  const both = left.filter((one) => keys.has(keyOf(one)))
  if (isUnread) return [...both.filter((one) => !isUnknown(one)), bothAsked]
  return both.length > 0 ? both : [{ kind: 'nobody' }]
}

const bothAsked: Passer = { kind: 'unknown', reason: 'whoever meets every condition' }

function isUnknown({ kind }: Passer): boolean {
  return kind === 'unknown'
}

function keyOf(passer: Passer): string {
  if (passer.kind === 'account') return passer.address.toLowerCase()
  return passer.kind === 'unknown' ? passer.reason : passer.kind
}

function compare(
  { before, after }: Pick<PowerRow, 'before' | 'after'>,
  accounts: readonly AuthorityAccount[],
): PowerChange {
  if (!before) return 'added'
  if (!after) return 'removed'
  const isOpen = ({ passers }: PowerSide) => passers.some(({ kind }) => kind === 'anyone')
  if (isOpen(after) && !isOpen(before)) return 'opened'
  const [was, is] = [tellSide(before, accounts, 'before'), tellSide(after, accounts, 'after')]
  const isUnread = [before, after].some(({ passers }) => passers.some(isUnknown))
  if (was === is) return isUnread ? 'unknown' : 'same'
  // Where not both lists are whole, only what is seen to be new says that they differ.
  const known = new Set(before.passers.map(keyOf))
  const isNew = after.passers.some((one) => one.kind === 'account' && !known.has(keyOf(one)))
  const isAsked = before.guards.join() !== after.guards.join()
  return isUnread && !isAsked && !(isNew && !before.passers.some(isUnknown)) ? 'unknown' : 'changed'
}

/** All that can differ: the guards, who passes them, by which ways, and after how long. */
function tellSide(
  { guards, passers }: PowerSide,
  accounts: readonly AuthorityAccount[],
  side: Side,
): string {
  const paths = powerPaths(passers, accounts, side).map(({ steps, delay }) => {
    const told = steps.map(({ address, standing }) => {
      const threshold = standing.kind === 'safe' ? [standing.threshold, standing.owners] : []
      return [address, standing.kind, ...threshold]
    })
    return JSON.stringify([told, delay?.toString()])
  })
  return JSON.stringify([guards, passers.map(keyOf).toSorted(), paths.toSorted()])
}

function outsideRow(
  { at, signature, ...holders }: OutsideAuthority,
  accounts: readonly AuthorityAccount[],
): PowerRow {
  const sideOf = (side: Side): PowerSide => ({
    guards: [],
    passers: passersOfHolders(holders[side]),
  })
  const sides = { before: sideOf('before'), after: sideOf('after') }
  return { power: 'upgrade', signature, at, change: compare(sides, accounts), ...sides }
}

function unreadOf(model: Known<ContractModel>, side: Side): string[] {
  const what = side === 'before' ? 'the old code' : 'the new code'
  if (!model.known) return [`${what}: ${model.reason}`]
  return model.value.unread.map((reason) => `${what}: ${reason}`)
}
