import type { Client } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'
import type { PlacedLog } from './fetch-logs'
import { fetchNextLogs, nextStep } from './fetch-next-logs'

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

/**
 * Fetches all logs of an address in an inclusive range of blocks, in as many requests as the node demands.
 *
 * @throws RpcUnreachableError, LogRangeTooLongError
 */
export async function fetchAllLogs(
  client: Client,
  { at, fromBlock, toBlock }: { at: ChainAddress; fromBlock: bigint; toBlock: bigint },
): Promise<PlacedLog[]> {
  const logs: PlacedLog[] = []
  let next = fromBlock
  let step = 0
  for (let answers = 1; next <= toBlock; answers += 1) {
    if (answers > mostRequests) {
      throw new LogRangeTooLongError({ at, fromBlock, reached: next - 1n, toBlock })
    }
    const part = await fetchNextLogs(client, { at, fromBlock: next, head: toBlock, step })
    logs.push(...part.logs)
    next = part.toBlock + 1n
    step = nextStep({ served: part.served, answers })
  }
  return logs
}
