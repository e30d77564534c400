import type { ChainNode } from './chain-nodes'
import { NodeContradictsItselfError } from './node-errors'
import type { NodeLog } from './node-log'

/**
 * Oldest first, each once.
 *
 * @throws NodeContradictsItselfError for two events in one place.
 */
export function inLogOrder({ host }: Pick<ChainNode, 'host'>, logs: NodeLog[]): NodeLog[] {
  if (isInOrder(logs)) return logs
  const unique = new Map<string, NodeLog>()
  for (const log of logs) {
    const { blockNumber, blockHash } = log.place
    const key = `${blockNumber}:${blockHash}:${log.logIndex}`
    const other = unique.get(key)
    if (!other) unique.set(key, log)
    else if (contentOf(other) !== contentOf(log)) {
      const what = `two events with the index ${log.logIndex} in block ${blockNumber}`
      throw new NodeContradictsItselfError({ host, what })
    }
  }
  return [...unique.values()].sort(byPlace)
}

function contentOf({ address, place, topics, data }: NodeLog): string {
  return [address, place.transactionHash, ...topics, data].join().toLowerCase()
}

function isInOrder(logs: readonly NodeLog[]): boolean {
  for (let at = 1; at < logs.length; at++) {
    const [before, log] = [logs[at - 1], logs[at]]
    if (before && log && byPlace(before, log) >= 0) return false
  }
  return true
}

function byPlace(a: NodeLog, b: NodeLog): number {
  if (a.place === b.place) return a.logIndex - b.logIndex
  return Number(a.place.blockNumber - b.place.blockNumber) || a.logIndex - b.logIndex
}
