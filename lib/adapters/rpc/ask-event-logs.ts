import type { Address, Hash, Hex } from 'viem'
import { numberToHex } from 'viem'
import type { ChainNode, NodeAnswer } from './chain-nodes'
import { cutAnswer, cutLogs } from './cut-logs'
import { inLogOrder } from './in-log-order'
import { NodeContradictsItselfError } from './node-errors'
import type { NodeLog } from './node-log'

/** Which events. */
export type EventQuery = {
  /** Undefined: of any address. */
  readonly address: Address | undefined
  /** Any of these as the first topic. Undefined: whatever it is. */
  readonly topics: readonly Hash[] | undefined
  /** Exactly these as the topics behind it. */
  readonly laterTopics?: readonly Hex[] | undefined
  /** Both ends included. */
  readonly fromBlock: bigint
  readonly toBlock: bigint
}

/**
 * What one node answers to one question for events, ordered and without duplicates. Whether it is all of them is for
 * `fetchEventLogs` to tell.
 *
 * @throws NodeRefusedError, NodeSilentError; NodeContradictsItselfError for an event that was not asked for or is none.
 */
export async function askEventLogs(node: ChainNode, query: EventQuery): Promise<NodeLog[]> {
  const { fromBlock, toBlock } = query
  const blocks = { fromBlock: numberToHex(fromBlock), toBlock: numberToHex(toBlock) }
  const answer = await node.ask('eth_getLogs', [{ ...filterOf(query), ...blocks }])
  return readLogs(node, answer, query)
}

/** What a node is told of it beside the blocks. */
export function filterOf({ address, topics, laterTopics = [] }: EventQuery) {
  const isAny = !topics && laterTopics.length === 0
  return {
    ...(address && { address }),
    ...(!isAny && { topics: [topics ?? null, ...laterTopics] }),
  }
}

function readLogs(node: ChainNode, answer: NodeAnswer, query: EventQuery): NodeLog[] {
  return checkLogs(node, cutAnswer(answer.bytes) ?? cutResult(answer.result(), failOf(node)), query)
}

/**
 * Reads a list of events that came among other answers, as `askEventLogs` reads one that came alone.
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
  return inLogOrder(node, logs)
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
function describeUnwanted(logs: readonly NodeLog[], query: EventQuery): string | undefined {
  const address = query.address?.toLowerCase()
  const topics = query.topics && new Set<unknown>(query.topics)
  let last: NodeLog | undefined
  for (const log of logs) {
    if (log.place !== last?.place && isOutside(log, query)) return 'an event from outside the range'
    if (address !== undefined && log.address !== last?.address) {
      if (log.address.toLowerCase() !== address) return 'an event of another address'
    }
    if (topics && !topics.has(log.topic(0))) return 'an event that was not asked for'
    last = log
  }
  return undefined
}

function isOutside({ place }: NodeLog, { fromBlock, toBlock }: EventQuery): boolean {
  return place.blockNumber < fromBlock || place.blockNumber > toBlock
}

type WireLog = Readonly<Record<string, unknown>>
