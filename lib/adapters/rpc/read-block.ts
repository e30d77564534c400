import type { Client } from 'viem'
import { getBlock } from 'viem/actions'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { Block } from '@/lib/core/chain/snapshot'

/**
 * Reads a block as the anchor of facts.
 *
 * @param blockNumber - Undefined reads the latest block.
 * @throws RpcUnreachableError when no node answers.
 */
export async function readBlock(
  client: Client,
  { chainId, blockNumber }: { chainId: number; blockNumber?: bigint | undefined },
): Promise<Block> {
  try {
    const block =
      blockNumber === undefined ? await getBlock(client) : await getBlock(client, { blockNumber })
    return { number: block.number, hash: block.hash, timestamp: block.timestamp }
  } catch (cause) {
    throw new RpcUnreachableError({ chainId, request: 'eth_getBlockByNumber', cause })
  }
}
