import type { Address, Hash } from 'viem'
import { numberToHex } from 'viem'
import type { ChainNode, NodeAnswer } from './chain-nodes'
import { cutAnswer, cutLogs } from './cut-logs'
import { NodeContradictsItselfError } from './node-errors'
import type { NodeLog } from './node-log'

/** Which events. */
export type EventQuery = {
  /** Undefined: of any address. */
  readonly address: Address | undefined
  /** Any of these as the first topic. */
  readonly topics: readonly Hash[]
  /** Both ends included. */
  readonly fromBlock: bigint
  readonly toBlock: bigint
}

/**
 * Fetches events from one node, ordered and without duplicates whatever it did. A node that cuts long answers without a word
 * gives exactly a round number: such an answer is held against those to both halves of the question, until the node has
 * been seen to give as many completely, or more than that without a round number.
 *
 * @throws NodeRefusedError, NodeSilentError; NodeContradictsItselfError for an event that was not asked for or is none.
 */
export async function fetchEventLogs(node: ChainNode, query: EventQuery): Promise<NodeLog[]> {
  const { address, topics, fromBlock, toBlock } = query
  const answer = await node.ask('eth_getLogs', [
    {
      ...(address && { address }),
      topics: [topics],
      fromBlock: numberToHex(fromBlock),
      toBlock: numberToHex(toBlock),
    },
  ])
  const logs = readLogs(node, answer, query)
  if (logs.length <= node.mostComplete) return logs
  if (!isRound(logs.length)) {
    node.mostComplete = logs.length
    return logs
  }
  const halves = halve(query)
  if (halves.length < 2) return logs
  const parts: NodeLog[] = []
  for (const half of halves) {
    for (const log of await fetchEventLogs(node, half)) parts.push(log)
  }
  if (parts.length > logs.length) return inOrder(parts)
  if (parts.length < logs.length) {
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

function readLogs(node: ChainNode, answer: NodeAnswer, query: EventQuery): NodeLog[] {
  return checkLogs(node, cutAnswer(answer.bytes) ?? cutResult(answer.result(), failOf(node)), query)
}

/**
 * Reads a list of events that came among other answers, as `fetchEventLogs` reads one that came alone.
 *
 * @throws NodeContradictsItselfError
 */
export function readEventList(node: ChainNode, result: unknown, query: EventQuery): NodeLog[] {
  return checkLogs(node, cutResult(result, failOf(node)), query)
}

function failOf({ host }: ChainNode): (what: string) => never {
  return (what) => {
    throw new NodeContradictsItselfError({ host, what })
  }
}

function checkLogs(node: ChainNode, logs: NodeLog[], query: EventQuery): NodeLog[] {
  const unwanted = describeUnwanted(logs, query)
  if (unwanted) return failOf(node)(unwanted)
  return isInOrder(logs) ? logs : inOrder(logs)
}

/** An answer that is written in another way: it is written anew. */
function cutResult(result: unknown, fail: (what: string) => never): NodeLog[] {
  if (!Array.isArray(result)) return fail('its answer to eth_getLogs is no list')
  const noEvent = 'an event has not the form of one'
  const logs: WireLog[] = []
  for (const log of result as readonly (WireLog | null)[]) {
    if (log?.removed === true) continue
    const { address, topics, data, blockNumber, blockHash, blockTimestamp } = log ?? {}
    const { transactionHash, logIndex } = log ?? {}
    // Of anything but texts, however deep or long, nothing is written.
    const texts = [address, data, blockNumber, blockHash, blockTimestamp ?? '', transactionHash]
    if (![...texts, logIndex].every(isText)) return fail(noEvent)
    if (!Array.isArray(topics) || topics.length > mostTopics || !topics.every(isText))
      return fail(noEvent)
    const place = { blockNumber, blockHash, blockTimestamp, transactionHash, logIndex }
    logs.push({ address, topics, data, ...place })
  }
  return cutLogs(Buffer.from(JSON.stringify(logs))) ?? fail(noEvent)
}

const mostTopics = 4

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

/** What neighbours have in common is one object, and not looked at again. */
function describeUnwanted(
  logs: readonly NodeLog[],
  { address, topics, fromBlock, toBlock }: EventQuery,
): string | undefined {
  const wanted = { address: address?.toLowerCase(), topics: new Set<unknown>(topics) }
  let last: NodeLog | undefined
  for (const log of logs) {
    if (log.place !== last?.place) {
      const { blockNumber } = log.place
      if (blockNumber < fromBlock || blockNumber > toBlock) return 'an event from outside the range'
    }
    if (wanted.address !== undefined && log.address !== last?.address) {
      if (log.address.toLowerCase() !== wanted.address) return 'an event of another address'
    }
    if (!wanted.topics.has(log.topic(0))) return 'an event that was not asked for'
    last = log
  }
  return undefined
}

function isInOrder(logs: readonly NodeLog[]): boolean {
  for (let at = 1; at < logs.length; at++) {
    const [before, log] = [logs[at - 1], logs[at]]
    if (before && log && byPlace(before, log) >= 0) return false
  }
  return true
}

/** Oldest first, each once. */
function inOrder(logs: readonly NodeLog[]): NodeLog[] {
  const unique = new Map(logs.map((log) => [`${log.place.blockHash}:${log.logIndex}`, log]))
  return [...unique.values()].sort(byPlace)
}

function byPlace(a: NodeLog, b: NodeLog): number {
  if (a.place === b.place) return a.logIndex - b.logIndex
  return Number(a.place.blockNumber - b.place.blockNumber) || a.logIndex - b.logIndex
}

type WireLog = Readonly<Record<string, unknown>>
