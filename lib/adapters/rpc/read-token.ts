import { type Address, type Client, hexToString, parseAbi } from 'viem'
import { readContract } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'

const tokenAbi = /* @__PURE__ */ parseAbi([
  'function symbol() view returns (string)',
  'function decimals() view returns (uint8)',
])

/** As the first tokens have it, Maker's among them. */
const wordAbi = /* @__PURE__ */ parseAbi(['function symbol() view returns (bytes32)'])

/** Characters. Whoever answers more wants to be seen, not to be read. */
const longestSymbol = 64

/**
 * Reads what an address says of itself as a token. Its own words: anybody can answer `USDC`.
 *
 * @returns Both undefined where it is none.
 * @throws RpcUnreachableError
 */
export async function readToken(
  client: Client,
  { chainId, address, blockNumber }: { chainId: number; address: Address; blockNumber: bigint },
): Promise<{ symbol: string | undefined; decimals: number | undefined }> {
  const at = { address, blockNumber }
  try {
    const [text, word, decimals] = await Promise.all([
      answer(readContract(client, { ...at, abi: tokenAbi, functionName: 'symbol' })),
      answer(readContract(client, { ...at, abi: wordAbi, functionName: 'symbol' })),
      answer(readContract(client, { ...at, abi: tokenAbi, functionName: 'decimals' })),
    ])
    const symbol = text ?? (word && hexToString(word, { size: 32 }))
    return { symbol: symbol?.slice(0, longestSymbol), decimals }
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
