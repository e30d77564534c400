import type { Address, Client, Hash } from 'viem'
import { readContract } from 'viem/actions'
import { readKnown } from '@/lib/adapters/rpc/read-known'
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
  const entries = ids.map(async (id) => {
    const timestamp = readContract(client, {
      address: timelock,
      abi: timelockAbi,
      functionName: 'getTimestamp',
      args: [id],
      blockNumber,
    })
    return [id, await readKnown(`getTimestamp(${id})`, timestamp)] as const
  })
  return new Map(await Promise.all(entries))
}
