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
 * been seen to give as many completely.
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
  if (!isRound(logs.length) || logs.length <= node.mostComplete) return logs
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

const word = /^0x[0-9a-f]{64}$/i
const bytes = /^0x(?:[0-9a-f]{2})*$/i
const quantity = /^0x[0-9a-f]{1,16}$/i

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
  let last: FoundLog['position'] | undefined
  for (const wire of answer as readonly WireLog[]) {
    if (wire?.removed === true) continue
    if (!isLog(wire)) return fail('an event has not the form of one')
    const unwanted = describeUnwanted(wire, wanted)
    if (unwanted) return fail(unwanted)
    const log = toFoundLog(wire)
    if (last && !isBefore(last, log.position)) isInOrder = false
    last = log.position
    logs.push(log)
  }
  return isInOrder ? logs : inOrder(logs)
}

function describeUnwanted(
  { address, blockNumber, topics }: WireLog,
  wanted: { from: number; to: number; address: string | undefined; topics: ReadonlySet<unknown> },
): string | undefined {
  const block = Number(blockNumber)
  if (block < wanted.from || block > wanted.to) return 'an event from outside the range'
  if (wanted.address !== undefined && address.toLowerCase() !== wanted.address) {
    return 'an event of another address'
  }
  return wanted.topics.has(topics[0]) ? undefined : 'an event that was not asked for'
}

function toFoundLog(log: WireLog): FoundLog {
  const { blockTimestamp } = log
  return {
    address: log.address,
    topics: log.topics,
    data: log.data,
    position: {
      blockNumber: BigInt(log.blockNumber),
      blockHash: log.blockHash,
      blockTimestamp: blockTimestamp == null ? undefined : BigInt(blockTimestamp),
      transactionHash: log.transactionHash,
      logIndex: Number(log.logIndex),
    },
  }
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

/** By hand: a schema takes longer than everything else that is done with an event. */
function isLog(log: WireLog): boolean {
  return (
    typeof log === 'object' &&
    log !== null &&
    /^0x[0-9a-f]{40}$/i.test(log.address) &&
    Array.isArray(log.topics) &&
    log.topics.length <= 4 &&
    log.topics.every((topic) => word.test(topic)) &&
    bytes.test(log.data) &&
    quantity.test(log.blockNumber) &&
    quantity.test(log.logIndex) &&
    word.test(log.blockHash) &&
    word.test(log.transactionHash) &&
    (log.blockTimestamp == null || quantity.test(log.blockTimestamp))
  )
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
