import { type Address, type Client, hexToString, parseAbi } from 'viem'
import { readContract } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { AssetAnswers } from '@/lib/core/check/config/given-asset'

const assetAbi = /* @__PURE__ */ parseAbi([
  'function symbol() view returns (string)',
  'function decimals() view returns (uint8)',
  'function asset() view returns (address)',
  'function underlying() view returns (address)',
])

/** As the first tokens have it, Maker's among them. */
const wordAbi = /* @__PURE__ */ parseAbi(['function symbol() view returns (bytes32)'])

/** Characters. Whoever answers more wants to be seen, not to be read. */
const longestSymbol = 64

/**
 * Reads what an address says of itself as a token, and which asset it stands for. Its own words: anybody can answer
 * `USDC`.
 *
 * @returns The address alone where it is none.
 * @throws RpcUnreachableError
 */
export async function readAsset(
  client: Client,
  { chainId, address, blockNumber }: { chainId: number; address: Address; blockNumber: bigint },
): Promise<AssetAnswers> {
  const at = { address, blockNumber }
  try {
    const [text, word, decimals, asset, underlying] = await Promise.all([
      answer(readContract(client, { ...at, abi: assetAbi, functionName: 'symbol' })),
      answer(readContract(client, { ...at, abi: wordAbi, functionName: 'symbol' })),
      answer(readContract(client, { ...at, abi: assetAbi, functionName: 'decimals' })),
      answer(readContract(client, { ...at, abi: assetAbi, functionName: 'asset' })),
      answer(readContract(client, { ...at, abi: assetAbi, functionName: 'underlying' })),
    ])
    const symbol = text ?? (word && hexToString(word, { size: 32 }))
    return {
      address,
      symbol: symbol?.slice(0, longestSymbol),
      decimals,
      underlying: asset ?? underlying,
    }
  } catch (cause) {
    throw new RpcUnreachableError({ chainId, request: `symbol and decimals of ${address}`, cause })
  }
}

/** What a contract answers; undefined where it refuses. A node that does not answer throws. */
async function answer<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read
  } catch (error) {
    if (isContractsAnswer(error)) return undefined
    throw error
  }
}
