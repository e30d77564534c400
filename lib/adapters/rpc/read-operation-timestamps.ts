import type { Address, Client, Hash } from 'viem'
import { readContract } from 'viem/actions'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { Known } from '@/lib/core/chain/snapshot'

/**
 * Reads what a timelock has stored for operation ids: 0 unset, 1 done, else the second from which it is ready.
 * An id that could not be read is `known: false`, never 0.
 */
export async function readOperationTimestamps(
  client: Client,
  { timelock, ids, blockNumber }: { timelock: Address; ids: readonly Hash[]; blockNumber: bigint },
): Promise<ReadonlyMap<Hash, Known<bigint>>> {
  const entries = await Promise.all(
    ids.map(async (id): Promise<[Hash, Known<bigint>]> => {
      try {
        const value = await readContract(client, {
          address: timelock,
          abi: timelockAbi,
          functionName: 'getTimestamp',
          args: [id],
          blockNumber,
        })
        return [id, { known: true, value }]
      } catch (cause) {
        return [id, { known: false, reason: `getTimestamp did not answer: ${firstLine(cause)}` }]
      }
    }),
  )
  return new Map(entries)
}

const firstLine = (cause: unknown) =>
  cause instanceof Error ? (cause.message.split('\n')[0] ?? cause.name) : String(cause)
