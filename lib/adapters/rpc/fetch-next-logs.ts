import type { Client } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { fetchLogs, type PlacedLog } from './fetch-logs'

/** Blocks asked for at once, by the limits that nodes are known for. A refused range is cut down to the next. */
const ranges = [50_000n, 10_000n, 2_000n, 1_000n, 500n, 100n, 10n, 1n] as const

/** A node that refused once may only have been busy: after so many answers it is asked for more again. */
const answersUntilMore = 16

/**
 * Fetches the logs of an address in as many blocks at once as the node will serve, beginning with the range at `step`.
 *
 * @returns The logs, the last block that they cover, and the step that was served.
 * @throws RpcUnreachableError when the node refuses even a single block.
 */
export async function fetchNextLogs(
  client: Client,
  {
    at,
    fromBlock,
    head,
    step,
  }: { at: ChainAddress; fromBlock: bigint; head: bigint; step: number },
): Promise<{ logs: PlacedLog[]; toBlock: bigint; served: number }> {
  for (let served = step; ; ) {
    const last = fromBlock + (ranges[served] ?? 1n) - 1n
    const toBlock = last < head ? last : head
    try {
      const addresses = [at.address]
      const logs = await fetchLogs(client, { chainId: at.chainId, addresses, fromBlock, toBlock })
      return { logs, toBlock, served }
    } catch (error) {
      // A range that ends at the same block would be refused again.
      const less = ranges.findIndex((range, i) => i > served && fromBlock + range - 1n < toBlock)
      if (less < 0) throw error
      served = less
    }
  }
}

/** The step to begin with after so many answers. */
export function nextStep({ served, answers }: { served: number; answers: number }): number {
  return answers % answersUntilMore === 0 ? Math.max(0, served - 1) : served
}
