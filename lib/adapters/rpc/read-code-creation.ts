import { type Address, type Client, getAddress, isAddressEqual } from 'viem'
import { getBlock, getCode, getTransactionReceipt } from 'viem/actions'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { CodeCreation } from '@/lib/core/chain/code-creation'

/** More would be a busy block of transactions that each had to be asked for. */
const mostReceipts = 50

/**
 * Finds the block in which the code at an address came to be, by halving the range of blocks: about 25 requests. Takes
 * it that code, once there, stayed; a contract that was destroyed and made again may be dated to either time.
 *
 * @returns The block, with transaction and deployer where a transaction made it directly.
 * @throws RpcUnreachableError, also where the node does not keep the past.
 */
export async function readCodeCreation(
  client: Client,
  { chainId, address, blockNumber }: { chainId: number; address: Address; blockNumber: bigint },
): Promise<CodeCreation> {
  const hasCode = async (block: bigint) =>
    (await getCode(client, { address, blockNumber: block })) !== undefined
  try {
    if (!(await hasCode(blockNumber))) throw new Error('there is no code at this address')
    let [without, withCode] = [-1n, blockNumber]
    while (withCode - without > 1n) {
      const middle = (without + withCode) / 2n
      if (await hasCode(middle)) withCode = middle
      else without = middle
    }
    const block = await getBlock(client, { blockNumber: withCode, includeTransactions: true })
    const creation = { block: withCode, timestamp: block.timestamp }
    const creating = block.transactions.filter(({ to }) => to === null).slice(0, mostReceipts)
    for (const { hash, from, input } of creating) {
      const { contractAddress } = await getTransactionReceipt(client, { hash })
      if (contractAddress && isAddressEqual(contractAddress, address)) {
        return { ...creation, deployer: getAddress(from), transaction: hash, input }
      }
    }
    return creation
  } catch (cause) {
    throw new RpcUnreachableError({ chainId, request: `when code came to ${address}`, cause })
  }
}
