import type { NodeLog } from './node-log'

/** Oldest first, each once. */
export function inLogOrder(logs: NodeLog[]): NodeLog[] {
  if (isInOrder(logs)) return logs
  const unique = new Map(logs.map((log) => [`${log.place.blockHash}:${log.logIndex}`, log]))
  return [...unique.values()].sort(byPlace)
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
