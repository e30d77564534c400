import type { Block } from '@/lib/core/chain/snapshot'
import { type Asked, askUntilAgreed, problemsInWords } from './ask-until-agreed'
import type { ChainNode, ChainNodes } from './chain-nodes'
import { type EventQuery, fetchEventLogs } from './fetch-event-logs'
import { NodeContradictsItselfError, NodeRefusedError, NodesDisagreeError } from './node-errors'
import type { LogPlace, NodeLog } from './node-log'
import { readNodeBlocks } from './read-node-blocks'

/** Events of a range of blocks, complete as far as enough nodes say. */
export type AgreedLogs = {
  /** Each with its time. */
  readonly logs: readonly NodeLog[]
  /** The last block of the range, with the hash under which these events stand. */
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
export async function fetchAgreedLogs(nodes: ChainNodes, query: EventQuery): Promise<AgreedLogs> {
  const { agreed, groups, problems } = await askUntilAgreed(nodes, {
    ask: (node) => fetchRange(node, query),
    keyOf,
  })
  if (agreed) return { ...agreed.answer, hosts: agreed.hosts }
  throw problemOf({ quorum: nodes.quorum, groups, problems })
}

async function fetchRange(node: ChainNode, query: EventQuery): Promise<Answer> {
  const { fromBlock, toBlock } = query
  // Read before and after its events: the same hash means that the chain was the same all the while.
  const [earlier] = await readNodeBlocks(node, [toBlock])
  const logs = await fetchEventLogs(node, query)
  const places = new Set(logs.map(({ place }) => place))
  const untimed = [...places].filter(({ blockTimestamp }) => blockTimestamp === undefined)
  const first = fromBlock > 0n ? [fromBlock - 1n] : []
  const numbers = [
    ...new Set([...first, toBlock, ...untimed.map(({ blockNumber }) => blockNumber)]),
  ]
  const blocks = new Map<bigint, Block>()
  for (const block of await readNodeBlocks(node, numbers))
    if (block) blocks.set(block.number, block)
  const end = blocks.get(toBlock)
  const fail = (what: string): never => {
    throw new NodeContradictsItselfError({ host: node.host, what })
  }
  if (!end) return fail(`it does not know block ${toBlock}, whose events it gave`)
  if (end.hash !== earlier?.hash) return fail(`block ${toBlock} has changed while it was read`)
  for (const { blockNumber, blockHash } of places) {
    const block = blocks.get(blockNumber)
    if (block && block.hash !== blockHash.toLowerCase()) {
      return fail(`block ${block.number} has another hash than its events`)
    }
  }
  const timed = new Map<LogPlace, LogPlace>()
  for (const place of untimed) {
    const blockTimestamp = blocks.get(place.blockNumber)?.timestamp
    if (blockTimestamp === undefined) return fail(`it does not know block ${place.blockNumber}`)
    timed.set(place, { ...place, blockTimestamp })
  }
  return {
    logs:
      untimed.length === 0 ? logs : logs.map((log) => log.at(timed.get(log.place) ?? log.place)),
    end,
    before: blocks.get(fromBlock - 1n),
  }
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
