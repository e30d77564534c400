import type { Address, Hash, Hex } from 'viem'
import { numberToHex } from 'viem'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { ChainNode } from './chain-nodes'
import { NodeContradictsItselfError } from './node-errors'

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

/** An event as a node gave it. */
export type FoundLog = {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
  /** Nodes may leave the time out. */
  readonly position: Omit<LogPosition, 'blockTimestamp'> & {
    readonly blockTimestamp: bigint | undefined
  }
}

/**
 * Fetches events from one node, ordered and without duplicates whatever it did. A node that cuts long answers without a word
 * gives exactly a round number: such an answer is held against those to both halves of the question, until the node has
 * been seen to give as many completely, or more than that without a round number.
 *
 * @throws NodeRefusedError, NodeSilentError; NodeContradictsItselfError for an event that was not asked for or is none.
 */
export async function fetchEventLogs(node: ChainNode, query: EventQuery): Promise<FoundLog[]> {
  const { address, topics, fromBlock, toBlock } = query
  const answer = await node.request('eth_getLogs', [
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
  const parts: FoundLog[] = []
  for (const half of halves) parts.push(...(await fetchEventLogs(node, half)))
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

const quantity = /^0x[0-9a-fA-F]{1,16}$/

function readLogs(node: ChainNode, answer: unknown, query: EventQuery): FoundLog[] {
  const wanted = {
    from: Number(query.fromBlock),
    to: Number(query.toBlock),
    address: query.address?.toLowerCase(),
    topics: new Set<unknown>(query.topics),
  }
  const fail = (what: string): never => {
    throw new NodeContradictsItselfError({ host: node.host, what })
  }
  if (!Array.isArray(answer)) return fail('its answer to eth_getLogs is no list')
  const logs: FoundLog[] = []
  let isInOrder = true
  let last: { readonly wire: WireLog; readonly log: FoundLog } | undefined
  for (const wire of answer as readonly WireLog[]) {
    if (wire?.removed === true) continue
    if (!isLog(wire, last?.wire)) return fail('an event has not the form of one')
    const unwanted = describeUnwanted(wire, wanted, last?.wire)
    if (unwanted) return fail(unwanted)
    const log = toFoundLog(wire, last)
    if (last && !isBefore(last.log.position, log.position)) isInOrder = false
    last = { wire, log }
    logs.push(log)
  }
  return isInOrder ? logs : inOrder(logs)
}

/** @param last One that was wanted: what both have is not looked at again. */
function describeUnwanted(
  { address, blockNumber, topics }: WireLog,
  wanted: { from: number; to: number; address: string | undefined; topics: ReadonlySet<unknown> },
  last: WireLog | undefined,
): string | undefined {
  if (blockNumber !== last?.blockNumber) {
    const block = Number(blockNumber)
    if (block < wanted.from || block > wanted.to) return 'an event from outside the range'
  }
  if (wanted.address !== undefined && address !== last?.address) {
    if (address.toLowerCase() !== wanted.address) return 'an event of another address'
  }
  return wanted.topics.has(topics[0]) ? undefined : 'an event that was not asked for'
}

/** Neighbours stand in one block and one transaction: what is the same is kept once, and compared at a glance from then on. */
function toFoundLog(
  wire: WireLog,
  last: { readonly wire: WireLog; readonly log: FoundLog } | undefined,
): FoundLog {
  const { blockTimestamp } = wire
  const isSameBlock =
    last !== undefined &&
    wire.blockNumber === last.wire.blockNumber &&
    wire.blockHash === last.wire.blockHash &&
    blockTimestamp === last.wire.blockTimestamp
  const ofBlock = isSameBlock
    ? last.log.position
    : {
        blockNumber: BigInt(wire.blockNumber),
        blockHash: wire.blockHash,
        blockTimestamp: blockTimestamp == null ? undefined : BigInt(blockTimestamp),
      }
  const isSameTransaction = wire.transactionHash === last?.wire.transactionHash
  return {
    address: wire.address === last?.log.address ? last.log.address : wire.address,
    topics: topicsAfter(wire.topics, last?.log.topics),
    data: wire.data,
    position: {
      blockNumber: ofBlock.blockNumber,
      blockHash: ofBlock.blockHash,
      blockTimestamp: ofBlock.blockTimestamp,
      transactionHash: isSameTransaction ? last.log.position.transactionHash : wire.transactionHash,
      logIndex: Number(wire.logIndex),
    },
  }
}

function topicsAfter(topics: readonly Hex[], last: readonly Hex[] | undefined): readonly Hex[] {
  return last ? topics.map((topic, at) => (topic === last[at] ? last[at] : topic)) : topics
}

function isBefore(a: FoundLog['position'], b: FoundLog['position']): boolean {
  return (
    a.blockNumber < b.blockNumber || (a.blockNumber === b.blockNumber && a.logIndex < b.logIndex)
  )
}

type WireLog = {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockNumber: Hex
  readonly blockHash: Hash
  readonly transactionHash: Hash
  readonly logIndex: Hex
  readonly blockTimestamp?: Hex | null | undefined
  readonly removed?: unknown
}

/**
 * By hand: a schema takes longer than everything else that is done with an event.
 *
 * @param last One that has the form: what both have is not looked at again.
 */
function isLog(log: WireLog, last: WireLog | undefined): boolean {
  if (typeof log !== 'object' || log === null) return false
  const { address, topics, data, blockNumber, blockHash, blockTimestamp, transactionHash } = log
  // Of the first event nothing was looked at yet, and what it leaves out is like nothing before it.
  const isNext = last !== undefined
  return (
    ((isNext && address === last.address) || isBytes(address, 20)) &&
    Array.isArray(topics) &&
    areTopics(topics, last?.topics) &&
    isBytes(data) &&
    ((isNext && blockNumber === last.blockNumber) || quantity.test(blockNumber)) &&
    quantity.test(log.logIndex) &&
    ((isNext && blockHash === last.blockHash) || isBytes(blockHash, 32)) &&
    ((isNext && transactionHash === last.transactionHash) || isBytes(transactionHash, 32)) &&
    (blockTimestamp == null ||
      blockTimestamp === last?.blockTimestamp ||
      quantity.test(blockTimestamp))
  )
}

function areTopics(topics: readonly unknown[], last: readonly Hex[] | undefined): boolean {
  if (topics.length > 4) return false
  for (let at = 0; at < topics.length; at++) {
    if (topics[at] !== last?.[at] && !isBytes(topics[at], 32)) return false
  }
  return true
}

/** Without groups or a flag: as such it takes half as long as a look at each digit, and with them several times as long. */
const hex = /^0x[0-9a-fA-F]*$/

/** Whether it is hex of whole bytes, of so many or of any number. */
function isBytes(value: unknown, length?: number): boolean {
  if (typeof value !== 'string' || value.length % 2 !== 0) return false
  if (length !== undefined && value.length !== 2 + 2 * length) return false
  return hex.test(value)
}

/** Oldest first, each once. */
function inOrder(logs: readonly FoundLog[]): FoundLog[] {
  const unique = new Map(
    logs.map((log) => [`${log.position.blockHash}:${log.position.logIndex}`, log]),
  )
  return [...unique.values()].sort(
    (a, b) =>
      Number(a.position.blockNumber - b.position.blockNumber) ||
      a.position.logIndex - b.position.logIndex,
  )
}
