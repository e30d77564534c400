import type { Address, Client } from 'viem'
import { getBalance } from 'viem/actions'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'

/**
 * Reads what an account holds in the chain's own currency at one block, in wei.
 *
 * @throws RpcUnreachableError
 */
export async function readBalance(
  client: Client,
  { chainId, address, blockNumber }: { chainId: number; address: Address; blockNumber: bigint },
): Promise<bigint> {
  try {
    return await getBalance(client, { address, blockNumber })
  } catch (cause) {
    throw new RpcUnreachableError({ chainId, request: `eth_getBalance of ${address}`, cause })
  }
}
