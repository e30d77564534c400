import type { Address, Client, Hash } from 'viem'
import { readContract } from 'viem/actions'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/**
 * Whether an owner has approved a hash with `approveHash`, at the latest block.
 *
 * @throws RpcUnreachableError
 */
export async function readApprovedHash(
  client: Client,
  { safe, owner, safeTxHash }: { safe: ChainAddress; owner: Address; safeTxHash: Hash },
): Promise<boolean> {
  try {
    const approved = await readContract(client, {
      address: safe.address,
      abi: safeAbi,
      functionName: 'approvedHashes',
      args: [owner, safeTxHash],
    })
    return approved !== 0n
  } catch (cause) {
    throw new RpcUnreachableError({ chainId: safe.chainId, request: 'approvedHashes', cause })
  }
}
