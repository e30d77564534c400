import { askEventLogs, type EventQuery } from './ask-event-logs'
import type { ChainNode } from './chain-nodes'
import { NodeContradictsItselfError, NodeRefusedError } from './node-errors'
import type { NodeLog } from './node-log'
import {
  type KnownEvent,
  knownOf,
  larger,
  learnSpans,
  noteCut,
  type SpanSide,
  spanSides,
} from './seen-spans'

/** So few blocks are not asked for in parts. */
const fewBlocks = 10n

/** Into so many parts a range is cut at most, where no known event can tell. */
const mostParts = 9n

/** @throws NodeRefusedError for a range of which this node would leave out a part. */
export function refuseCutSpan({ host, spans }: ChainNode, query: EventQuery): void {
  for (const side of spanSides) {
    const { cut } = spans[side]
    if (cut === undefined || blocksOf(query) < cut) continue
    const reason = `it leaves out the ${side} of ${cut} blocks without a word`
    throw new NodeRefusedError({ host, method: 'eth_getLogs', reason })
  }
}

/**
 * Sees to it that an answer reaches to both ends of its range: a node that serves so many blocks at most may leave out the
 * others without a word, the first or the last. A range that is longer than any that was seen to be answered is held against an
 * event that is there: as the first, and as the last one of a range of that length it has to come again, and that holds for all such
 * ranges from then on. Where there is none, the range is asked for once more in shorter parts.
 *
 * @throws NodeRefusedError for a node that leaves out a part; NodeContradictsItselfError, NodeSilentError
 */
export async function checkSpan(
  node: ChainNode,
  query: EventQuery,
  logs: readonly NodeLog[],
): Promise<void> {
  const { spans } = node
  learnSpans(spans, query, logs)
  const blocks = blocksOf(query)
  const doubted: SpanSide[] = []
  for (const side of spanSides) {
    if (blocks > spans[side].longest && !(await isProven(node, query, side))) doubted.push(side)
  }
  if (doubted.length === 0) return
  if (blocks > fewBlocks) await compareParts(node, query, { logs, doubted })
  for (const side of doubted) {
    const seen = spans[side]
    // What has left out something before is not believed because it is silent.
    if (seen.cut === undefined) seen.longest = larger(seen.longest, blocks)
  }
}

/**
 * After an event was found that an answer has left out: what was seen of the node is seen anew, and the event will tell.
 */
export function doubtSpans({ spans }: ChainNode, missing: NodeLog): void {
  for (const side of spanSides) {
    spans[side].longest = 1n
    spans[side].known = knownOf(missing) ?? spans[side].known
  }
}

/** Whether a known event comes again on this side of a range of that length. */
async function isProven(node: ChainNode, query: EventQuery, side: SpanSide): Promise<boolean> {
  const seen = node.spans[side]
  const blocks = blocksOf(query)
  for (const size of new Set([larger(blocks, fewBlocks), blocks])) {
    const comes = await comesAgain(node, seen.known, { side, blocks: size })
    if (comes === undefined) continue
    if (comes) {
      seen.longest = larger(seen.longest, size)
      return true
    }
    noteCut(seen, size)
    refuseCutSpan(node, query)
  }
  return false
}

/** An event that a node has given once is asked for again, on one side of so many blocks; undefined where it cannot be told. */
async function comesAgain(
  node: ChainNode,
  known: KnownEvent | undefined,
  { side, blocks }: { readonly side: SpanSide; readonly blocks: bigint },
): Promise<boolean | undefined> {
  if (!known) return undefined
  const { spans } = node
  const { address, first, later: laterTopics, blockNumber } = known
  const isIn = async (length: bigint) => {
    const range = rangeOf(blockNumber, side, length)
    const logs = await askEventLogs(node, { address, topics: [first], laterTopics, ...range })
    return logs.some(({ place }) => place.blockNumber === blockNumber)
  }
  const { fromBlock, toBlock } = rangeOf(blockNumber, side, blocks)
  // Beyond what it has, a node may refuse, or answer for less.
  if (fromBlock < 0n || toBlock > larger(spans.newest, blockNumber)) return undefined
  try {
    if (await isIn(blocks)) return true
    if (await isIn(1n)) return await isIn(blocks)
  } catch (error) {
    if (error instanceof NodeRefusedError) return undefined
    throw error
  }
  // A reorganisation took it along.
  for (const each of spanSides) if (spans[each].known === known) spans[each].known = undefined
  return undefined
}

/** So many blocks of which this one is the first, or the last. */
function rangeOf(block: bigint, side: SpanSide, blocks: bigint) {
  return side === 'beginning'
    ? { fromBlock: block, toBlock: block + blocks - 1n }
    : { fromBlock: block - blocks + 1n, toBlock: block }
}

/** Asks once more for what is beside the blocks that are surely answered, in parts that are rather answered. */
async function compareParts(
  node: ChainNode,
  query: EventQuery,
  { logs, doubted }: { readonly logs: readonly NodeLog[]; readonly doubted: readonly SpanSide[] },
): Promise<void> {
  const { spans, host } = node
  const { fromBlock, toBlock } = query
  const start = doubted.includes('beginning') ? fromBlock : fromBlock + spans.end.longest
  const end = doubted.includes('end') ? toBlock : toBlock - spans.beginning.longest
  const surely = doubted.map((side) => spans[side].longest).reduce(larger)
  const size = larger(surely, (end - start + mostParts) / mostParts)
  const given = new Set(logs.map(placeOf))
  for (let from = start; from <= end; from += size) {
    const last = from + size - 1n
    const part = { ...query, fromBlock: from, toBlock: last < end ? last : end }
    const missing = (await askEventLogs(node, part)).find((log) => !given.has(placeOf(log)))
    if (!missing) continue
    const known = knownOf(missing)
    const { blockNumber } = missing.place
    for (const side of doubted) {
      const blocks = side === 'end' ? blockNumber - fromBlock + 1n : toBlock - blockNumber + 1n
      if ((await comesAgain(node, known, { side, blocks })) !== false) continue
      spans[side].known = known
      noteCut(spans[side], blocks)
      refuseCutSpan(node, query)
    }
    const what = `an event of block ${blockNumber} was not in its answer for blocks ${fromBlock} to ${toBlock}`
    throw new NodeContradictsItselfError({ host, what })
  }
}

function placeOf({ place, logIndex }: NodeLog): string {
  return `${place.blockHash}:${logIndex}`
}

function blocksOf({ fromBlock, toBlock }: EventQuery): bigint {
  return toBlock - fromBlock + 1n
}
