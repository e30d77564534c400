import type { Address, Hash } from 'viem'
import type { ChainNodes } from './chain-nodes'
import { type AgreedLogs, fetchAgreedLogs } from './fetch-agreed-logs'
import type { LogSpan } from './log-span'
import { NodeRefusedError, NodesDisagreeError } from './node-errors'
import type { RangeEnds } from './range-ends'
import { UnscannedRangeError } from './unscanned-range-error'

export type FetchedRange = AgreedLogs & { readonly fromBlock: bigint }

export type FetchNextRangeParameters = {
  readonly address: Address
  /** Undefined: whatever the first topic is. */
  readonly topics: readonly Hash[] | undefined
  readonly fromBlock: bigint
  /** Not beyond this block. */
  readonly head: bigint
  /** How many blocks to ask for; it learns from the answers. */
  readonly span: LogSpan
  readonly isFirst?: boolean | undefined
  /** Of who reads one range behind the other. */
  readonly ends?: RangeEnds | undefined
}

/** Blocks below the head that a machine behind a node may not have got yet. Their headers travel with others, in one request. */
const newBlocks = 32n

/**
 * Fetches the events of an address in as many blocks at once as enough nodes serve, and agree on.
 *
 * @throws UnscannedRangeError for a block that is not served, or in dispute; NodeSilentError, NodeContradictsItselfError
 */
export async function fetchNextRange(
  nodes: ChainNodes,
  { address, topics, fromBlock, head, span, isFirst, ends: known }: FetchNextRangeParameters,
): Promise<FetchedRange> {
  for (;;) {
    const toBlock = earlierOf(fromBlock + span.blocks - 1n, head)
    try {
      const newFrom = head - newBlocks + 1n
      const next = toBlock < head ? earlierOf(toBlock + span.blocks, head) : undefined
      const ends = known && { known, next }
      const query = { address, topics, fromBlock, toBlock, newFrom, isFirst, ends }
      const answer = await fetchAgreedLogs(nodes, query)
      span.served(answer.logs.length)
      return { ...answer, fromBlock }
    } catch (error) {
      // Less of what was refused may be served; of what is in dispute, all but the disputed block can be told.
      const isSize = error instanceof NodeRefusedError || error instanceof NodesDisagreeError
      if (!isSize) throw error
      if (span.refused(toBlock - fromBlock + 1n)) continue
      throw new UnscannedRangeError({ fromBlock, toBlock }, error)
    }
  }
}

function earlierOf(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
