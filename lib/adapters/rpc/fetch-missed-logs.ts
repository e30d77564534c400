import type { Hash } from 'viem'
import { isInBloom } from '@/lib/core/chain/is-in-bloom'
import { type EventQuery, filterOf, readEventList } from './ask-event-logs'
import type { ChainNode, NodeRequest } from './chain-nodes'
import { fetchReceiptLogs } from './fetch-receipt-logs'
import { NodeRefusedError } from './node-errors'
import type { NodeLog } from './node-log'
import type { NodeHeader } from './read-node-blocks'

/** What came of asking again. */
export type MissedLogs = {
  /** Events that were not in the answer. */
  readonly logs: readonly NodeLog[]
  /** The first block of whose events the node says nothing. */
  readonly refused: bigint | undefined
}

/**
 * Holds what headers tell of events against an answer. Behind one URL there may be several machines, and one that lacks the newest
 * blocks answers as if they were empty. A block that may hold an event by the filter in its header, and of which the answer has
 * none, is asked for by its hash: a machine that lacks it has to refuse that (EIP-234). Of a node that does not, the receipts of
 * the block have to say that there is none. A filter of zeros, as some chains have in each block, tells nothing.
 *
 * @throws NodeSilentError, NodeRefusedError, NodeContradictsItselfError
 */
export async function fetchMissedLogs(
  node: ChainNode,
  query: EventQuery,
  { headers, logs }: { readonly headers: readonly NodeHeader[]; readonly logs: readonly NodeLog[] },
): Promise<MissedLogs> {
  const given = new Set(logs.map(({ place }) => place.blockNumber))
  const doubtful = headers.filter(
    (header) => !given.has(header.block.number) && mayHold(header, query),
  )
  if (doubtful.length === 0) return { logs: [], refused: undefined }
  const answers = await node.batch(doubtful.map(({ block }) => byHash(query, block.hash)))
  const missed: NodeLog[] = []
  for (const [at, { block }] of doubtful.entries()) {
    const answer = answers[at]
    if (answer instanceof NodeRefusedError) return { logs: missed, refused: block.number }
    const ofBlock = { ...query, fromBlock: block.number, toBlock: block.number }
    const own = readEventList(node, answer, ofBlock)
    const isTold = own.length > 0 || (await refusesUnknown(node, query))
    const all = isTold ? own : await fetchReceiptLogs(node, ofBlock, block)
    if (!all) return { logs: missed, refused: block.number }
    missed.push(...all)
  }
  return { logs: missed, refused: undefined }
}

function byHash(query: EventQuery, blockHash: Hash): NodeRequest {
  return { method: 'eth_getLogs', params: [{ ...filterOf(query), blockHash }] }
}

/** No block has it. */
const nobody: Hash = `0x${'5e'.repeat(32)}`

/** Nodes by whether they refuse a block that they do not know. Each is asked once, when it first has nothing to tell of one. */
const refusing = new WeakMap<ChainNode, boolean>()

async function refusesUnknown(node: ChainNode, query: EventQuery): Promise<boolean> {
  const known = refusing.get(node)
  if (known !== undefined) return known
  const [answer] = await node.batch([byHash(query, nobody)])
  const is = answer instanceof NodeRefusedError
  refusing.set(node, is)
  return is
}

function mayHold({ logsBloom }: NodeHeader, { address, topics }: EventQuery): boolean {
  if (!logsBloom) return false
  if (address && !isInBloom(logsBloom, address)) return false
  return topics?.some((topic) => isInBloom(logsBloom, topic)) ?? true
}
