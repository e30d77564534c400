import { type Address, type Client, getAddress, slice, zeroAddress } from 'viem'
import { getStorageAt } from 'viem/actions'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** keccak256("module_manager.module_guard.address") */
const slot = '0xb104e0b93118902c651344349b610029d694cfdec91c589c91ebafbcd0289947'

/**
 * The guard of a Safe's modules; the zero address where none is set, as in every Safe before 1.5.0.
 *
 * @throws RpcUnreachableError
 */
export async function readModuleGuard(
  client: Client,
  { chainId, address }: ChainAddress,
): Promise<Address> {
  try {
    const word = await getStorageAt(client, { address, slot })
    return word && word.length === 66 ? getAddress(slice(word, 12)) : zeroAddress
  } catch (cause) {
    throw new RpcUnreachableError({ chainId, request: 'eth_getStorageAt', cause })
  }
}
