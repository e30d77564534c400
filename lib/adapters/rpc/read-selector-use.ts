import { type Address, type Client, getAddress, type Hex, size, slice } from 'viem'
import { getBlock } from 'viem/actions'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { SelectorUse } from '@/lib/core/check/selector/selector-use'

/** Blocks in flight at once: each may be some hundred kilobytes. */
const atOnce = 10

export type ReadSelectorUseParameters = {
  readonly chainId: number
  readonly addresses: readonly Address[]
  /** The last block that is looked at. */
  readonly blockNumber: bigint
  /** How many, the last one included. */
  readonly blocks: number
}

/**
 * Counts which functions transactions called on addresses in the last blocks up to one. Only what was sent to them
 * directly: calls from within other contracts, bundlers and Safes among them, are not seen.
 *
 * @returns For each address; one that was not called has an empty count.
 * @throws RpcUnreachableError: a range with a hole in it is not counted.
 */
export async function readSelectorUse(
  client: Client,
  { chainId, addresses, blockNumber, blocks }: ReadSelectorUseParameters,
): Promise<SelectorUse[]> {
  const first = blockNumber - BigInt(blocks) + 1n
  const fromBlock = first > 0n ? first : 0n
  const counts = new Map(addresses.map((each) => [each.toLowerCase(), new Map<Hex, number>()]))
  const count = async (number: bigint) => {
    const block = await getBlock(client, { blockNumber: number, includeTransactions: true })
    for (const { to, input } of block.transactions) {
      const ofAddress = to ? counts.get(to.toLowerCase()) : undefined
      if (!ofAddress || size(input) < 4) continue
      const selector = slice(input, 0, 4)
      ofAddress.set(selector, (ofAddress.get(selector) ?? 0) + 1)
    }
  }
  try {
    for (let next = fromBlock; next <= blockNumber; next += BigInt(atOnce)) {
      const numbers = Array.from({ length: atOnce }, (_, place) => next + BigInt(place))
      await Promise.all(numbers.filter((number) => number <= blockNumber).map(count))
    }
  } catch (cause) {
    throw new RpcUnreachableError({ chainId, request: 'eth_getBlockByNumber', cause })
  }
  return [...counts].map(([address, ofAddress]) => ({
    of: getAddress(address),
    fromBlock,
    toBlock: blockNumber,
    counts: ofAddress,
  }))
}
