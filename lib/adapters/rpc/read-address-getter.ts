import { type Address, type Client, getAddress } from 'viem'
import { readContract } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'

/**
 * Reads the address that a getter without arguments answers.
 *
 * @returns undefined where the contract refuses.
 * @throws RpcUnreachableError
 */
export async function readAddressGetter(
  client: Client,
  parameters: { chainId: number; address: Address; name: string; blockNumber: bigint },
): Promise<Address | undefined> {
  const { chainId, address, name, blockNumber } = parameters
  const outputs = [{ type: 'address', name: '' }] as const
  const abi = [{ type: 'function', name, inputs: [], outputs, stateMutability: 'view' }] as const
  try {
    return getAddress(await readContract(client, { address, abi, functionName: name, blockNumber }))
  } catch (cause) {
    if (isContractsAnswer(cause)) return undefined
    throw new RpcUnreachableError({ chainId, request: `${name}() of ${address}`, cause })
  }
}
