import type { Block } from '@/lib/core/chain/snapshot'
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
export async function fetchAgreedLogs(
  { nodes, quorum }: ChainNodes,
  query: EventQuery,
): Promise<AgreedLogs> {
  const groups = new Map<string, { answer: Answer; hosts: string[] }>()
  const problems: { host: string; error: unknown }[] = []
  let waiting = [...nodes]
  for (let wanted = quorum; waiting.length > 0; ) {
    const asked = waiting.slice(0, wanted)
    waiting = waiting.slice(wanted)
    const answers = await Promise.all(asked.map((node) => attempt(node, query)))
    answers.forEach((answer, at) => {
      const host = asked[at]?.host ?? ''
      if ('error' in answer) {
        problems.push({ host, error: answer.error })
        return
      }
      const key = quorum === 1 ? 'only' : keyOf(answer)
      const group = groups.get(key) ?? { answer, hosts: [] }
      groups.set(key, { ...group, hosts: [...group.hosts, host] })
    })
    const sizes = [...groups.values()].map(({ hosts }) => hosts.length)
    const agreed = [...groups.values()].find(({ hosts }) => hosts.length >= quorum)
    if (agreed) return { ...agreed.answer, hosts: agreed.hosts }
    wanted = quorum - Math.max(0, ...sizes)
  }
  throw problemOf({ quorum, groups: [...groups.values()], problems })
}

async function attempt(node: ChainNode, query: EventQuery): Promise<Answer | { error: unknown }> {
  try {
    return await fetchRange(node, query)
  } catch (error) {
    return { error }
  }
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
function keyOf({ logs, end }: Answer): string {
  const parts = logs.map(({ topics, data, position }) => {
    const { blockHash, transactionHash, logIndex, blockTimestamp } = position
    return [blockHash, transactionHash, logIndex, blockTimestamp, ...topics, data].join(',')
  })
  return [end.hash, ...parts].join('\n').toLowerCase()
}

function problemOf({
  quorum,
  groups,
  problems,
}: {
  quorum: number
  groups: readonly { answer: Answer; hosts: readonly string[] }[]
  problems: readonly { host: string; error: unknown }[]
}): unknown {
  const refused = problems.find(({ error }) => error instanceof NodeRefusedError)
  if (groups.length === 0) return (refused ?? problems[0])?.error
  // Who refused a long range may serve a shorter one, and agree.
  if (refused) return refused.error
  const answers = groups.flatMap(({ answer, hosts }) =>
    hosts.map((host) => [host, `${answer.logs.length} events`] as const),
  )
  const others = problems.map(({ host, error }) => [host, firstLine(error)] as const)
  return new NodesDisagreeError({ quorum, answers: [...answers, ...others] })
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
