import type { Address, Client, Hash } from 'viem'
import { getCode } from 'viem/actions'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { hashCode } from '@/lib/core/bytecode/hash-code'

/**
 * keccak256 of the runtime code at an address, or `undefined` where there is none.
 *
 * @param blockNumber - Undefined reads the latest block.
 * @throws RpcUnreachableError
 */
export async function readCodeHash(
  client: Client,
  {
    chainId,
    address,
    blockNumber,
  }: { chainId: number; address: Address; blockNumber?: bigint | undefined },
): Promise<Hash | undefined> {
  try {
    const code = await getCode(
      client,
      blockNumber === undefined ? { address } : { address, blockNumber },
    )
    return code ? hashCode(code) : undefined
  } catch (cause) {
    throw new RpcUnreachableError({ chainId, request: 'eth_getCode', cause })
  }
}
