import type { Block } from '@/lib/core/chain/snapshot'
import type { EventQuery } from './ask-event-logs'
import { type Asked, askUntilAgreed, problemsInWords } from './ask-until-agreed'
import type { ChainNode, ChainNodes } from './chain-nodes'
import { fetchEventLogs } from './fetch-event-logs'
import { fetchMissedLogs } from './fetch-missed-logs'
import { inLogOrder } from './in-log-order'
import { NodeContradictsItselfError, NodeRefusedError, NodesDisagreeError } from './node-errors'
import type { LogPlace, NodeLog } from './node-log'
import type { RangeEnds } from './range-ends'
import { type NodeHeader, readNodeBlocks, readNodeHeaders } from './read-node-blocks'

export type RangeQuery = EventQuery & {
  /** From here on blocks are so new that a machine behind the node may lack them; see `fetchMissedLogs`. None when left out. */
  readonly newFrom?: bigint | undefined
  /** Whether it is the first that is read: contracts tell of their making, and a node that has forgotten it may say nothing. */
  readonly isFirst?: boolean | undefined
  /** The end of this range may be known already, and that of the next is read along with it. */
  readonly ends?: { readonly known: RangeEnds; readonly next: bigint | undefined } | undefined
}

/** Events of a range of blocks, complete as far as enough nodes say. */
export type AgreedLogs = {
  /** Each with its time. */
  readonly logs: readonly NodeLog[]
  /**
   * The last block of the range, with the hash under which these events stand. Before the one that was asked for where the node
   * refuses to say what is in the next.
   */
  readonly end: Block
  /** The block before the range, as it was after the events were read; undefined before the first. */
  readonly before: Block | undefined
  /** Hosts of the nodes that gave the same. */
  readonly hosts: readonly string[]
}

type Answer = Omit<AgreedLogs, 'hosts'>

/**
 * Fetches the events of a range from as many nodes as have to agree, in the order in which they are configured; one that
 * does not answer gives its place to the next.
 *
 * @throws NodesDisagreeError where too few gave the same; NodeRefusedError where too few answered and one refused;
 *   NodeSilentError, NodeContradictsItselfError where none did.
 */
export async function fetchAgreedLogs(nodes: ChainNodes, query: RangeQuery): Promise<AgreedLogs> {
  const { agreed, groups, problems } = await askUntilAgreed(nodes, {
    ask: (node) => fetchRange(node, query),
    keyOf,
  })
  if (agreed) return { ...agreed.answer, hosts: agreed.hosts }
  throw problemOf({ quorum: nodes.quorum, groups, problems })
}

async function fetchRange(node: ChainNode, query: RangeQuery): Promise<Answer> {
  const { fromBlock, toBlock, newFrom = toBlock + 1n, isFirst = false } = query
  const fail = (what: string): never => {
    throw new NodeContradictsItselfError({ host: node.host, what })
  }
  // Read before and after its events: the same hash means that the chain was the same all the while.
  const ahead = query.ends?.known.take(node, toBlock)
  const [earlier] = ahead ? [ahead] : await readNodeBlocks(node, [toBlock])
  if (!earlier) return fail(`it does not know block ${toBlock}, whose events are asked for`)
  const [given] = await Promise.all([fetchEventLogs(node, query), readAhead(node, query)])
  const isAllNew = newFrom <= fromBlock
  const firstNew = isAllNew ? fromBlock : newFrom
  const headers = await readHeaders(node, [
    fromBlock - 1n,
    ...(isFirst ? [fromBlock] : []),
    ...upwards(firstNew - 1n, toBlock),
    toBlock,
    ...lastBefore(firstNew, given),
    ...untimedIn(given).map(({ blockNumber }) => blockNumber),
  ])
  const last = headers.get(toBlock)?.block
  if (!last) return fail(`it does not know block ${toBlock}, whose events it gave`)
  if (last.hash !== earlier.hash) {
    // What was read ahead may be of a chain that was replaced before this range was begun.
    if (ahead) return await fetchRange(node, query)
    return fail(`block ${toBlock} has changed while it was read`)
  }
  const checked = [...headers.values()].filter(
    ({ block: { number } }) => number >= firstNew || (isFirst && number === fromBlock),
  )
  const missed = await fetchMissedLogs(node, query, { headers: checked, logs: given })
  // What is behind a block of which it says nothing is left to the next time.
  const end = missed.refused === undefined ? last : headers.get(missed.refused - 1n)?.block
  if (!end || end.number < fromBlock) {
    return fail(`it gave block ${missed.refused}, and refuses its events`)
  }
  const all = missed.logs.length === 0 ? given : inLogOrder(node, [...given, ...missed.logs])
  const logs = end === last ? all : all.filter(({ place }) => place.blockNumber <= end.number)
  const before = headers.get(fromBlock - 1n)?.block
  const timed = putInTime(logs, { headers, fail })
  const wrong = describeDisorder(timed, before?.timestamp ?? 0n, end.timestamp)
  return wrong === undefined ? { logs: timed, end, before } : fail(wrong)
}

/** A node that does not tell it now is asked when its turn comes. */
async function readAhead(node: ChainNode, { ends }: RangeQuery): Promise<void> {
  if (ends?.next === undefined) return
  const [block] = await readNodeBlocks(node, [ends.next]).catch(() => [])
  if (block) ends.known.note(node, block)
}

/** The newest block with an event that is not new: its hash tells that all events before are of the same chain. */
function lastBefore(firstNew: bigint, logs: readonly NodeLog[]): bigint[] {
  const last = logs.findLast(({ place }) => place.blockNumber < firstNew)
  return last ? [last.place.blockNumber] : []
}

/** A block has one hash and one time, and none is before that of an older block. What stands in one transaction is looked at once. */
function describeDisorder(
  logs: readonly NodeLog[],
  earliest: bigint,
  latest: bigint,
): string | undefined {
  let last: LogPlace | undefined
  for (const { place } of logs) {
    if (place === last) continue
    const { blockNumber, blockHash, blockTimestamp = earliest } = place
    if (blockTimestamp < (last?.blockTimestamp ?? earliest) || blockTimestamp > latest) {
      return `block ${blockNumber} has a time at which it cannot be`
    }
    if (blockNumber === last?.blockNumber) {
      if (blockHash !== last.blockHash) return `block ${blockNumber} has two hashes`
      if (blockTimestamp !== last.blockTimestamp) return `block ${blockNumber} has two times`
    }
    last = place
  }
  return undefined
}

/** Events of blocks as the node has them, each with its time. */
function putInTime(
  logs: readonly NodeLog[],
  { headers, fail }: { headers: ReadonlyMap<bigint, NodeHeader>; fail: (what: string) => never },
): readonly NodeLog[] {
  for (const { blockNumber, blockHash } of new Set(logs.map(({ place }) => place))) {
    const block = headers.get(blockNumber)?.block
    if (block && block.hash !== blockHash.toLowerCase()) {
      fail(`block ${block.number} has another hash than its events`)
    }
  }
  const timed = new Map<LogPlace, LogPlace>()
  for (const place of untimedIn(logs)) {
    const header = headers.get(place.blockNumber)
    if (!header) return fail(`it does not know block ${place.blockNumber}`)
    timed.set(place, { ...place, blockTimestamp: header.block.timestamp })
  }
  return timed.size === 0 ? logs : logs.map((log) => log.at(timed.get(log.place) ?? log.place))
}

/** Each that the node knows, by its number. */
async function readHeaders(
  node: ChainNode,
  numbers: readonly bigint[],
): Promise<Map<bigint, NodeHeader>> {
  const asked = [...new Set(numbers)].filter((number) => number >= 0n)
  const known = (await readNodeHeaders(node, asked)).flatMap((header) => header ?? [])
  return new Map(known.map((header) => [header.block.number, header]))
}

function untimedIn(logs: readonly NodeLog[]): LogPlace[] {
  const places = new Set(logs.map(({ place }) => place))
  return [...places].filter(({ blockTimestamp }) => blockTimestamp === undefined)
}

function upwards(first: bigint, last: bigint): bigint[] {
  return Array.from(
    { length: Math.max(0, Number(last - first) + 1) },
    (_, at) => first + BigInt(at),
  )
}

/** The same for those who gave the same. */
function keyOf({ logs, end, before }: Answer): string {
  const parts = logs.map(({ topics, data, position }) => {
    const { blockHash, transactionHash, logIndex, blockTimestamp } = position
    return [blockHash, transactionHash, logIndex, blockTimestamp, ...topics, data].join(',')
  })
  return [end.hash, before?.hash, ...parts].join('\n').toLowerCase()
}

function problemOf({
  quorum,
  groups,
  problems,
}: { quorum: number } & Pick<Asked<Answer>, 'groups' | 'problems'>): unknown {
  const refused = problems.find(({ error }) => error instanceof NodeRefusedError)
  if (groups.length === 0) return (refused ?? problems[0])?.error
  // Who refused a long range may serve a shorter one, and agree.
  if (refused) return refused.error
  const given = groups.flatMap(({ answer, hosts }) =>
    hosts.map((host) => [host, `${answer.logs.length} events`] as const),
  )
  const others = problemsInWords(problems)
  return new NodesDisagreeError({ quorum, about: 'events', answers: [...given, ...others] })
}
