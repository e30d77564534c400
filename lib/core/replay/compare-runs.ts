import { type Hash, type Hex, slice, zeroHash } from 'viem'
import { type AssetMove, assetFlows } from '@/lib/core/simulation/asset-flows'
import type { TracedBytes } from '@/lib/core/simulation/call-frame'
import type { AccountDiff, Change } from '@/lib/core/simulation/raw-state-diff'
import type { Difference } from './difference'
import type { WholeLog } from './historic-transaction'
import { logText } from './receipt-mismatch'
import type { ReplayRun } from './replay-run'

/** Bytes of a difference that are kept. */
const keptBytes = 256

/**
 * What old and new code do differently in the same transaction, apart from its status and its gas: what it returns, emits,
 * leaves in storage and moves. Both must have been run on the same state.
 */
export function compareRuns(old: ReplayRun, now: ReplayRun): Difference[] {
  const isSilent = isSameLogs(old.logs, now.logs)
  return [
    ...compareOutputs(old, now),
    ...(isSilent ? [] : compareLogs(old.logs, now.logs)),
    ...compareStates(old, now),
    ...(isSilent ? [] : compareTokens(old, now)),
  ]
}

function isSameLogs(old: readonly WholeLog[], now: readonly WholeLog[]): boolean {
  return old.length === now.length && old.every((log, at) => logText(log) === textAt(now, at))
}

function compareOutputs(old: ReplayRun, now: ReplayRun): Difference[] {
  if (old.output.toLowerCase() === now.output.toLowerCase()) return []
  return [{ kind: 'output', before: cut(old.output), after: cut(now.output) }]
}

/** The first bytes, and how many there are. */
export function cut(bytes: Hex): TracedBytes {
  const size = (bytes.length - 2) / 2
  return { data: size > keptBytes ? slice(bytes, 0, keptBytes) : bytes, size }
}

function compareLogs(old: readonly WholeLog[], now: readonly WholeLog[]): Difference[] {
  const [gone, added] = [without(old, now), without(now, old)]
  if (gone.length + added.length === 0) {
    const moved = old.filter((log, at) => logText(log) !== textAt(now, at))
    return moved.map((log) => event('moved', log))
  }
  return [...gone.map((log) => event('gone', log)), ...added.map((log) => event('new', log))]
}

function textAt(logs: readonly WholeLog[], at: number): string | undefined {
  const log = logs[at]
  return log && logText(log)
}

/** Those of the first list that the second does not have, each as often as it has more. */
function without(logs: readonly WholeLog[], others: readonly WholeLog[]): WholeLog[] {
  const left = new Map<string, number>()
  for (const log of others) left.set(logText(log), (left.get(logText(log)) ?? 0) + 1)
  return logs.filter((log) => {
    const count = left.get(logText(log)) ?? 0
    left.set(logText(log), count - 1)
    return count <= 0
  })
}

function event(change: 'gone' | 'new' | 'moved', log: WholeLog): Difference {
  return { kind: 'event', change, address: log.address, topics: log.topics, data: cut(log.data) }
}

function compareStates(old: ReplayRun, now: ReplayRun): Difference[] {
  const keys = [...new Set([...old.diff.keys(), ...now.diff.keys()])].toSorted()
  return keys.flatMap((key) => compareAccounts(old.diff.get(key), now.diff.get(key)))
}

function compareAccounts(old: AccountDiff | undefined, now: AccountDiff | undefined): Difference[] {
  const address = (old ?? now)?.address
  if (!address) return []
  const [lost, gained] = [changeOf(old?.balance), changeOf(now?.balance)]
  const [first, second] = [changeOf(old?.nonce), changeOf(now?.nonce)]
  return [
    ...compareStorage(old, now),
    ...(lost === gained ? [] : [{ kind: 'ether', address, before: lost, after: gained } as const]),
    ...(first === second
      ? []
      : [{ kind: 'nonce', address, before: first, after: second } as const]),
    ...compareCodes(old, now),
  ]
}

function changeOf(change: Change<bigint> | undefined): bigint {
  return change ? change.after - change.before : 0n
}

function compareStorage(old: AccountDiff | undefined, now: AccountDiff | undefined): Difference[] {
  const address = (old ?? now)?.address
  const slots = [...new Set([...(old?.storage.keys() ?? []), ...(now?.storage.keys() ?? [])])]
  return slots.toSorted().flatMap((slot): Difference[] => {
    const [before, after] = [wordOf(slot, old, now), wordOf(slot, now, old)]
    return before === after || !address ? [] : [{ kind: 'storage', address, slot, before, after }]
  })
}

/** What one leaves in a slot: where it does not write, what both of them found. */
function wordOf(slot: Hash, one: AccountDiff | undefined, other: AccountDiff | undefined): Hash {
  return one?.storage.get(slot)?.after ?? other?.storage.get(slot)?.before ?? zeroHash
}

function compareCodes(old: AccountDiff | undefined, now: AccountDiff | undefined): Difference[] {
  const address = (old ?? now)?.address
  const [mine, theirs] = [old?.codeHash, now?.codeHash]
  const before = mine ? mine.after : theirs?.before
  const after = theirs ? theirs.after : mine?.before
  return before === after || !address ? [] : [{ kind: 'code', address, before, after }]
}

type TokenDifference = Extract<Difference, { kind: 'token' }>

/** Events that both emit move the same: only the others need to be read. */
function compareTokens(old: ReplayRun, now: ReplayRun): Difference[] {
  const [gone, added] = [without(old.logs, now.logs), without(now.logs, old.logs)]
  if (gone.length + added.length === 0) return []
  const [before, after] = [gone, added].map(tokenSums)
  // All of them where it reverts now.
  const whole = gone.length === old.logs.length ? before : tokenSums(old.logs)
  const keys = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].toSorted()
  return keys.flatMap((key): Difference[] => {
    const holding = before?.get(key) ?? after?.get(key)
    const change = (after?.get(key)?.after ?? 0n) - (before?.get(key)?.after ?? 0n)
    if (change === 0n || !holding) return []
    const moved = whole?.get(key)?.after ?? 0n
    return [{ ...holding, before: moved, after: moved + change }]
  })
}

/** By token and holder what events add up to, in `after`. */
function tokenSums(logs: readonly WholeLog[]): ReadonlyMap<string, TokenDifference> {
  const sums = new Map<string, TokenDifference>()
  const whole = logs.map(({ data, ...log }) => ({
    ...log,
    data: { data, size: (data.length - 2) / 2 },
  }))
  for (const move of assetFlows([{ transfers: [], logs: whole }]).moves) {
    if (move.kind === 'ether') continue
    add(sums, move, { holder: move.from, amount: -amountOf(move) })
    add(sums, move, { holder: move.to, amount: amountOf(move) })
  }
  return sums
}

type TokenMove = Exclude<AssetMove, { kind: 'ether' }>

function add(
  sums: Map<string, TokenDifference>,
  move: TokenMove,
  { holder, amount }: { holder: TokenMove['from']; amount: bigint },
): void {
  const id = move.kind === 'erc20' ? undefined : move.id
  const key = `${move.token} ${holder} ${id ?? ''}`.toLowerCase()
  const sum = sums.get(key)?.after ?? 0n
  const { token, kind: standard } = move
  sums.set(key, {
    kind: 'token',
    standard,
    token,
    holder,
    ...(id === undefined ? {} : { id }),
    before: 0n,
    after: sum + amount,
  })
}

function amountOf(move: TokenMove): bigint {
  return move.kind === 'erc721' ? 1n : move.amount
}
