import type { Address } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { ContractModel } from '@/lib/core/source/contract-model'
import type {
  AuthorityAccount,
  Power,
  PowerChange,
  PowerRow,
  PowerSide,
  UpgradeAuthority,
} from './authority'
import type { Holders } from './holder-after'
import {
  isUnknownPasser,
  listPowers,
  passerKey,
  passersOfHolders,
  type ToldPower,
} from './list-powers'
import { powerPaths, type Side } from './power-paths'

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
  const [old, now] = (['before', 'after'] as const).map((side) => {
    const model = models[side]
    return model.known ? listPowers(model.value, parameters.holders[side]) : none
  })
  const keys = [...new Set([...(now ?? none).keys(), ...(old ?? none).keys()])]
  const inside = keys.flatMap((key): PowerRow[] => {
    const [from, to] = [old?.get(key), now?.get(key)]
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

const none: ReadonlyMap<string, ToldPower> = new Map()
const powers: readonly Power[] = ['upgrade', 'roles', 'pause', 'mint', 'parameters', 'other']

function rank({ change, after, power }: PowerRow): number {
  const isOpen = after?.passers.some(({ kind }) => kind === 'anyone') ?? false
  const place = order.indexOf(change) * 2 + (isOpen ? 0 : 1)
  return place * powers.length + powers.indexOf(power)
}

/** What anybody may call on both sides is no power. */
function isTold(
  from: ToldPower | undefined,
  to: ToldPower | undefined,
  isOldRead: boolean,
): boolean {
  if (to?.isOnce) return from?.isGuarded === true && !from.isOnce
  if (from?.isGuarded || to?.isGuarded) return true
  return isOldRead && from === undefined && to !== undefined
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
  const isUnread = [before, after].some(({ passers }) => passers.some(isUnknownPasser))
  if (was === is) return isUnread ? 'unknown' : 'same'
  // Where not both lists are whole, only what is seen to be new says that they differ.
  const known = new Set(before.passers.map(passerKey))
  const isNew = after.passers.some((one) => one.kind === 'account' && !known.has(passerKey(one)))
  const isAsked = before.guards.join() !== after.guards.join()
  return isUnread && !isAsked && !(isNew && !before.passers.some(isUnknownPasser))
    ? 'unknown'
    : 'changed'
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
  return JSON.stringify([guards, passers.map(passerKey).toSorted(), paths.toSorted()])
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
