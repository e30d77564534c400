import { askEventLogs, type EventQuery } from './ask-event-logs'
import type { ChainNode } from './chain-nodes'
import { checkSpan, refuseCutSpan } from './check-span'
import { inLogOrder } from './in-log-order'
import { NodeContradictsItselfError } from './node-errors'
import type { NodeLog } from './node-log'

/**
 * Fetches events from one node, ordered and without duplicates whatever it did. A node that cuts long answers without a word
 * gives exactly a round number: such an answer is held against those to both halves of the question, until the node has
 * been seen to give as many completely, or more than that without a round number. One that leaves out the later blocks of
 * long ranges is found out by `checkSpan`.
 *
 * @throws NodeRefusedError, also for a range of which it leaves out the end; NodeSilentError; NodeContradictsItselfError for an event that was not asked for or is none.
 */
export async function fetchEventLogs(node: ChainNode, query: EventQuery): Promise<NodeLog[]> {
  refuseCutSpan(node, query)
  const logs = await askEventLogs(node, query)
  const isSeen = logs.length <= node.mostComplete
  const halves = isSeen || !isRound(logs.length) ? [] : halve(query)
  if (halves.length < 2) {
    await checkSpan(node, query, logs)
    if (!isRound(logs.length)) node.mostComplete = Math.max(node.mostComplete, logs.length)
    return logs
  }
  const parts: NodeLog[] = []
  for (const half of halves) {
    for (const log of await fetchEventLogs(node, half)) parts.push(log)
  }
  if (parts.length > logs.length) return inLogOrder(parts)
  if (parts.length < logs.length) {
    const { fromBlock, toBlock } = query
    const what = `${logs.length} events in blocks ${fromBlock} to ${toBlock}, ${parts.length} in their halves`
    throw new NodeContradictsItselfError({ host: node.host, what })
  }
  node.mostComplete = Math.max(node.mostComplete, logs.length)
  return logs
}

/** Limits that nodes cut answers at are round: hundreds, or powers of two. */
function isRound(count: number): boolean {
  return count >= 100 && (count % 100 === 0 || (count & (count - 1)) === 0)
}

/** By blocks; one block by topics. */
function halve(query: EventQuery): EventQuery[] {
  const { fromBlock, toBlock, topics } = query
  if (fromBlock < toBlock) {
    const middle = (fromBlock + toBlock) / 2n
    return [
      { ...query, toBlock: middle },
      { ...query, fromBlock: middle + 1n },
    ]
  }
  const half = topics.length >> 1
  if (half === 0) return [query]
  return [
    { ...query, topics: topics.slice(0, half) },
    { ...query, topics: topics.slice(half) },
  ]
}
