import { askEventLogs, type EventQuery } from './ask-event-logs'
import type { ChainNode } from './chain-nodes'
import { checkSpan, refuseCutSpan } from './check-span'
import { fetchReceiptLogs } from './fetch-receipt-logs'
import { inLogOrder } from './in-log-order'
import { NodeContradictsItselfError, NodeRefusedError } from './node-errors'
import type { NodeLog } from './node-log'

/**
 * Fetches events from one node, ordered and without duplicates whatever it did. A node that cuts long answers without a word
 * gives exactly a round number: such an answer is held against those to both halves of the question, and where it has none
 * against the receipts of its block, until the node has been seen to give as many completely, or more than that without a round
 * number. One that leaves out the first or the later blocks of long ranges is found out by `checkSpan`.
 *
 * @throws NodeRefusedError, also for what it leaves out, and for a round number that nothing can be held against;
 *   NodeSilentError; NodeContradictsItselfError for an event that was not asked for or is none.
 */
export async function fetchEventLogs(node: ChainNode, query: EventQuery): Promise<NodeLog[]> {
  refuseCutSpan(node, query)
  const logs = await askEventLogs(node, query)
  if (logs.length <= node.mostComplete || !isRound(logs.length)) {
    await checkSpan(node, query, logs)
    if (!isRound(logs.length)) node.mostComplete = Math.max(node.mostComplete, logs.length)
    return logs
  }
  const halves = halve(query)
  const parts = halves ? await fetchParts(node, halves) : await fetchFromReceipts(node, query, logs)
  if (parts.length > logs.length) return inLogOrder(node, parts)
  if (parts.length < logs.length) {
    const { fromBlock, toBlock } = query
    const where = halves ? 'their halves' : 'their receipts'
    const what = `${logs.length} events in blocks ${fromBlock} to ${toBlock}, ${parts.length} in ${where}`
    throw new NodeContradictsItselfError({ host: node.host, what })
  }
  node.mostComplete = Math.max(node.mostComplete, logs.length)
  return logs
}

async function fetchParts(node: ChainNode, queries: readonly EventQuery[]): Promise<NodeLog[]> {
  const parts: NodeLog[] = []
  for (const query of queries) {
    for (const log of await fetchEventLogs(node, query)) parts.push(log)
  }
  return parts
}

/** Of one block, with one topic or any. */
async function fetchFromReceipts(
  node: ChainNode,
  query: EventQuery,
  logs: readonly NodeLog[],
): Promise<NodeLog[]> {
  const number = query.fromBlock
  const hash = logs[0]?.place.blockHash
  const all = hash && (await fetchReceiptLogs(node, query, { number, hash }))
  if (all) return all
  const reason = `exactly ${logs.length} events of block ${number}, and no receipts to hold them against`
  throw new NodeRefusedError({ host: node.host, method: 'eth_getLogs', reason })
}

/** Limits that nodes cut answers at are round: hundreds, or powers of two. */
function isRound(count: number): boolean {
  return count >= 100 && (count % 100 === 0 || (count & (count - 1)) === 0)
}

/** By blocks; one block by topics. Undefined where there is nothing to divide. */
function halve(query: EventQuery): [EventQuery, EventQuery] | undefined {
  const { fromBlock, toBlock, topics } = query
  if (fromBlock < toBlock) {
    const middle = (fromBlock + toBlock) / 2n
    return [
      { ...query, toBlock: middle },
      { ...query, fromBlock: middle + 1n },
    ]
  }
  const half = (topics?.length ?? 0) >> 1
  if (!topics || half === 0) return undefined
  return [
    { ...query, topics: topics.slice(0, half) },
    { ...query, topics: topics.slice(half) },
  ]
}
