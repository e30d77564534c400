import type { Address, Hash, Hex } from 'viem'
import { askEventLogs, type EventQuery } from './ask-event-logs'
import type { ChainNode } from './chain-nodes'
import { NodeContradictsItselfError, NodeRefusedError } from './node-errors'
import type { NodeLog } from './node-log'

/** What a node was seen to do with ranges of blocks. */
export type SeenSpans = {
  /** So many blocks were answered to their end, as far as it can be told. */
  longest: bigint
  /** Of so many blocks the end was left out; undefined where that was never seen. */
  cut: bigint | undefined
  /** An event that is there, to ask for once more as the last one of a longer range. */
  known: KnownEvent | undefined
}

type KnownEvent = {
  readonly address: Address
  readonly first: Hash
  readonly later: readonly Hex[]
  readonly blockNumber: bigint
}

/** What is known of a node that was never asked: one block is no range. */
export const unseenSpans: Readonly<SeenSpans> = { longest: 1n, cut: undefined, known: undefined }

/** So few blocks are not asked for in parts. */
const fewBlocks = 10n

/** Into so many parts the end of a range is cut at most, where no known event can tell. */
const mostParts = 9n

/** A known event so far from the first block ends every range that is asked for. */
const farEnough = 200_000n

/** @throws NodeRefusedError for a range of which this node would leave out the end. */
export function refuseCutSpan({ host, spans: { cut } }: ChainNode, query: EventQuery): void {
  if (cut === undefined || blocksOf(query) < cut) return
  const reason = `it leaves out the end of ${cut} blocks without a word`
  throw new NodeRefusedError({ host, method: 'eth_getLogs', reason })
}

/**
 * Sees to it that an answer reaches to the end of its range: a node that serves so many blocks at most may leave out the
 * others without a word. A range that is longer than any that was seen to be answered is held against an event that is
 * there: as the last one of a range of that length it has to come again, and that holds for all such ranges from then on.
 * Where there is none, the end of the range is asked for once more in shorter parts.
 *
 * @throws NodeRefusedError for a node that leaves out the end; NodeContradictsItselfError, NodeSilentError
 */
export async function checkSpan(
  node: ChainNode,
  query: EventQuery,
  logs: readonly NodeLog[],
): Promise<void> {
  const { spans } = node
  const last = logs.at(-1)
  if (last) {
    spans.longest = larger(spans.longest, last.place.blockNumber - query.fromBlock + 1n)
    keep(spans, last)
  }
  const blocks = blocksOf(query)
  if (blocks <= spans.longest) return
  for (const size of new Set([larger(blocks, fewBlocks), blocks])) {
    const comes = await comesAgain(node, spans.known, size)
    if (comes === undefined) continue
    if (comes) {
      spans.longest = larger(spans.longest, size)
      return
    }
    noteCut(spans, size)
    refuseCutSpan(node, query)
  }
  if (blocks > fewBlocks) await compareEnd(node, query, logs)
  // What has left out an end before is not believed because it is silent.
  if (spans.cut === undefined) spans.longest = larger(spans.longest, blocks)
}

/**
 * After an event was found that an answer has left out: what was seen of the node is seen anew, and the event will tell.
 */
export function doubtSpans({ spans }: ChainNode, missing: NodeLog): void {
  spans.longest = 1n
  spans.known = knownOf(missing) ?? spans.known
}

/** An event that a node has given once is asked for again, at the end of so many blocks; undefined where it cannot be told. */
async function comesAgain(
  node: ChainNode,
  known: KnownEvent | undefined,
  blocks: bigint,
): Promise<boolean | undefined> {
  if (!known || known.blockNumber + 1n < blocks) return undefined
  const { address, first, later: laterTopics, blockNumber: toBlock } = known
  const isIn = async (length: bigint) => {
    const fromBlock = toBlock - length + 1n
    const query = { address, topics: [first], laterTopics, fromBlock, toBlock }
    const logs = await askEventLogs(node, query)
    return logs.some(({ place }) => place.blockNumber === toBlock)
  }
  try {
    if (await isIn(blocks)) return true
    if (await isIn(1n)) return await isIn(blocks)
  } catch (error) {
    if (error instanceof NodeRefusedError) return undefined
    throw error
  }
  // A reorganisation took it along.
  if (node.spans.known === known) node.spans.known = undefined
  return undefined
}

/** Asks once more for what is behind the blocks that are surely answered, in parts that are rather answered. */
async function compareEnd(
  node: ChainNode,
  query: EventQuery,
  logs: readonly NodeLog[],
): Promise<void> {
  const { spans, host } = node
  const { fromBlock, toBlock } = query
  const start = fromBlock + spans.longest
  const size = larger(spans.longest, (toBlock - start + mostParts) / mostParts)
  const given = new Set(logs.map(placeOf))
  for (let from = start; from <= toBlock; from += size) {
    const end = from + size - 1n
    const part = { ...query, fromBlock: from, toBlock: end < toBlock ? end : toBlock }
    const missing = (await askEventLogs(node, part)).find((log) => !given.has(placeOf(log)))
    if (!missing) continue
    const known = knownOf(missing)
    const blocks = missing.place.blockNumber - fromBlock + 1n
    if ((await comesAgain(node, known, blocks)) === false) {
      spans.known = known
      noteCut(spans, blocks)
      refuseCutSpan(node, query)
    }
    const what = `an event of block ${missing.place.blockNumber} was not in its answer for blocks ${fromBlock} to ${toBlock}`
    throw new NodeContradictsItselfError({ host, what })
  }
}

function noteCut(spans: SeenSpans, blocks: bigint): void {
  spans.cut = spans.cut === undefined || blocks < spans.cut ? blocks : spans.cut
  if (spans.longest >= spans.cut) spans.longest = spans.cut - 1n
}

/** The first one stays: the older it is, the less a reorganisation may take it along. */
function keep(spans: SeenSpans, log: NodeLog): void {
  const { known } = spans
  if (known && known.blockNumber >= farEnough) return
  if (!known || log.place.blockNumber > known.blockNumber) spans.known = knownOf(log) ?? known
}

function knownOf({ address, topics, place }: NodeLog): KnownEvent | undefined {
  const [first, ...later] = topics
  return first && { address, first, later, blockNumber: place.blockNumber }
}

function placeOf({ place, logIndex }: NodeLog): string {
  return `${place.blockHash}:${logIndex}`
}

function blocksOf({ fromBlock, toBlock }: EventQuery): bigint {
  return toBlock - fromBlock + 1n
}

function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}
