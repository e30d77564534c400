import type { Address, Hash, Hex } from 'viem'
import type { EventQuery } from './ask-event-logs'
import type { NodeLog } from './node-log'

/** What a node was seen to do with ranges of blocks. */
export type SeenSpans = { [side in SpanSide]: SeenSide } & {
  /** A block that it knows, and none that was asked for is newer. */
  newest: bigint
}

/** Where a node may leave out something of a range. */
export type SpanSide = (typeof spanSides)[number]

export type SeenSide = {
  /** So many blocks were answered up to this side, as far as it can be told. */
  longest: bigint
  /** Of so many blocks this side was left out; undefined where that was never seen. */
  cut: bigint | undefined
  /** An event that is there, to ask for once more on this side of a longer range. */
  known: KnownEvent | undefined
}

/** An event as it is asked for. */
export type KnownEvent = {
  readonly address: Address
  readonly first: Hash
  readonly later: readonly Hex[]
  readonly blockNumber: bigint
}

export const spanSides = ['beginning', 'end'] as const

/** A known event so far from the first block ends every range that is asked for. */
const farEnough = 200_000n

/** Of a node that was never asked: one block is no range. */
export function unseenSpans(): SeenSpans {
  const unseen = () => ({ longest: 1n, cut: undefined, known: undefined })
  return { beginning: unseen(), end: unseen(), newest: 0n }
}

/** Notes what an answer shows: how far it reaches to both sides, and events that are there. */
export function learnSpans(
  spans: SeenSpans,
  { fromBlock, toBlock }: EventQuery,
  logs: readonly NodeLog[],
): void {
  const { beginning, end } = spans
  spans.newest = larger(spans.newest, toBlock)
  const [first, last] = [logs[0], logs.at(-1)]
  if (!first || !last) return
  beginning.longest = larger(beginning.longest, toBlock - first.place.blockNumber + 1n)
  end.longest = larger(end.longest, last.place.blockNumber - fromBlock + 1n)
  const early = beginning.known
  // The older it is, the longer are the ranges that can begin with it.
  if (!early || first.place.blockNumber < early.blockNumber) {
    beginning.known = knownOf(first) ?? early
  }
  const late = end.known
  if (late && late.blockNumber >= farEnough) return
  if (!late || last.place.blockNumber > late.blockNumber) end.known = knownOf(last) ?? late
}

/** After a side of so many blocks was left out. */
export function noteCut(side: SeenSide, blocks: bigint): void {
  side.cut = side.cut === undefined || blocks < side.cut ? blocks : side.cut
  if (side.longest >= side.cut) side.longest = side.cut - 1n
}

/** How an event is asked for; undefined for one without a topic. */
export function knownOf({ address, topics, place }: NodeLog): KnownEvent | undefined {
  const [first, ...later] = topics
  return first && { address, first, later, blockNumber: place.blockNumber }
}

export function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}
