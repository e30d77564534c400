import type { Address, Client, Hash, Hex } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { Block } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { ChainNodes } from './chain-nodes'
import { type FetchedRange, fetchNextRange } from './fetch-next-range'
import { LogSpan } from './log-span'
import { NodeContradictsItselfError } from './node-errors'
import { nodesOfClient } from './nodes-of-client'
import { RangeEnds } from './range-ends'
import { RpcUnreachableError } from './rpc-unreachable-error'

/** An event with its place and time. Decoding is not this file's business. */
export type EventLog = {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly position: LogPosition
}

/** The range takes more requests than a review is worth. */
export class LogRangeTooLongError extends BaseError {
  override readonly name = 'LogRangeTooLongError'
  constructor({
    at,
    fromBlock,
    reached,
    toBlock,
  }: {
    at: ChainAddress
    fromBlock: bigint
    reached: bigint
    toBlock: bigint
  }) {
    super('There are too many blocks to read all events of this address.', {
      facts: [
        ['Address', at.address],
        ['Blocks', `${fromBlock} to ${toBlock}`],
        ['Read up to', String(reached)],
      ],
      hint: 'Name the deployment block in the configuration, or use a node that serves longer ranges.',
    })
  }
}

const mostRequests = 1_000

export type FetchAllLogsParameters = {
  readonly at: ChainAddress
  /** Those with one of these as the first topic. Default: whatever it is. */
  readonly topics?: readonly Hash[] | undefined
  /** Both ends included. */
  readonly fromBlock: bigint
  readonly toBlock: bigint
}

/**
 * Fetches all events of an address in a range of blocks, in as many requests as the node demands: held against answers that were
 * cut, each once, oldest first, and of one chain from the first to the last.
 *
 * @param source A client, or nodes of which as many as have to agree are asked.
 * @throws RpcUnreachableError, LogRangeTooLongError
 */
export async function fetchAllLogs(
  source: Client | ChainNodes,
  { at, topics, fromBlock, toBlock }: FetchAllLogsParameters,
): Promise<EventLog[]> {
  const nodes = 'nodes' in source ? source : nodesOfClient(source, at.chainId)
  const span = new LogSpan(50_000n)
  const ends = new RangeEnds()
  const all: EventLog[] = []
  let last: Block | undefined
  for (let answers = 1, next = fromBlock; next <= toBlock; answers += 1) {
    if (answers > mostRequests) {
      throw new LogRangeTooLongError({ at, fromBlock, reached: next - 1n, toBlock })
    }
    const isFirst = next === fromBlock
    const { address } = at
    const query = { address, topics, fromBlock: next, head: toBlock, span, ends, isFirst }
    const range = await fetchNextRange(nodes, query)
      .then((found) => behind(last, found))
      .catch((cause: unknown) => {
        const request = `eth_getLogs ${next}..${toBlock}`
        throw new RpcUnreachableError({ chainId: at.chainId, request, cause })
      })
    for (const { address, topics, data, position } of range.logs) {
      all.push({ address, topics, data, position })
    }
    last = range.end
    next = last.number + 1n
  }
  return all
}

/** What comes next has to stand on what was read. */
function behind(last: Block | undefined, range: FetchedRange): FetchedRange {
  if (!last || range.before?.hash === last.hash) return range
  const what = `block ${last.number} has changed while events were read`
  throw new NodeContradictsItselfError({ host: range.hosts.join(', '), what })
}
