import { type Address, type Client, type Hash, keccak256 } from 'viem'
import { getCode } from 'viem/actions'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'

/**
 * keccak256 of the runtime code at an address, or `undefined` where there is none.
 *
 * @throws RpcUnreachableError
 */
export async function readCodeHash(
  client: Client,
  { chainId, address }: { chainId: number; address: Address },
): Promise<Hash | undefined> {
  try {
    const code = await getCode(client, { address })
    return code ? keccak256(code) : undefined
  } catch (cause) {
    throw new RpcUnreachableError({ chainId, request: 'eth_getCode', cause })
  }
}
