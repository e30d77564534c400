import { type Address, type Client, type Hex, size, slice } from 'viem'
import { getBlock } from 'viem/actions'
import { RpcUnreachableError } from './rpc-unreachable-error'

export type SelectorUse = {
  readonly fromBlock: bigint
  readonly toBlock: bigint
  readonly counts: ReadonlyMap<Hex, number>
}

/** Blocks in flight at once: each may be some hundred kilobytes. */
const atOnce = 10

/**
 * Counts which functions transactions called on addresses in the last blocks up to one. Only what was sent to them
 * directly: calls from within other contracts, bundlers and Safes among them, are not seen.
 *
 * @param parameters.blocks - How many, the last one included.
 * @returns By address in lower case; one that was not called has an empty count.
 * @throws RpcUnreachableError
 */
export async function readSelectorUse(
  client: Client,
  parameters: {
    chainId: number
    addresses: readonly Address[]
    blockNumber: bigint
    blocks: number
  },
): Promise<ReadonlyMap<string, SelectorUse>> {
  const { chainId, addresses, blockNumber, blocks } = parameters
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
      const numbers = Array.from({ length: atOnce }, (_, i) => next + BigInt(i))
      await Promise.all(numbers.filter((number) => number <= blockNumber).map(count))
    }
  } catch (cause) {
    throw new RpcUnreachableError({ chainId, request: 'eth_getBlockByNumber', cause })
  }
  const entries = [...counts].map(
    ([address, ofAddress]) =>
      [address, { fromBlock, toBlock: blockNumber, counts: ofAddress }] as const,
  )
  return new Map(entries)
}
