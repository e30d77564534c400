import type { Client } from 'viem'
import type { PlacedLog } from '@/lib/adapters/rpc/fetch-logs'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import type { StoredLog } from '@/lib/adapters/store/stored-log'

/**
 * Gives logs the time of their block. Nodes may leave it out; then it is read from the block.
 *
 * @throws RpcUnreachableError
 */
export async function stampLogs(
  client: Client,
  chainId: number,
  logs: readonly PlacedLog[],
): Promise<StoredLog[]> {
  const times = new Map<bigint, Promise<bigint>>()
  const timeOf = (blockNumber: bigint) => {
    const time =
      times.get(blockNumber) ??
      readBlock(client, { chainId, blockNumber }).then((block) => block.timestamp)
    times.set(blockNumber, time)
    return time
  }
  return await Promise.all(
    logs.map(async ({ address, topics, data, position }) => ({
      ...position,
      address,
      topics,
      data,
      blockTimestamp: position.blockTimestamp ?? (await timeOf(position.blockNumber)),
    })),
  )
}
