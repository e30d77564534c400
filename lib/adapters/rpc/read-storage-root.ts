import { type Address, type Client, type Hash, numberToHex, zeroHash } from 'viem'

type Ask = (args: { method: string; params: unknown[] }) => Promise<unknown>

/** Of an account without storage: keccak256 of the RLP of nothing. */
const emptyRoot = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'

/**
 * The hash of all that an account stores at one block (EIP-1186): the same at two blocks means that nothing was written in
 * between, or that it was written back.
 *
 * @returns undefined where it stores nothing, and where the node does not tell: past its memory, or at all.
 */
export async function readStorageRoot(
  client: Client,
  { address, blockNumber }: { readonly address: Address; readonly blockNumber: bigint },
): Promise<Hash | undefined> {
  const request = client.request as Ask
  try {
    const params = [address, [], numberToHex(blockNumber)]
    const answer = (await request({ method: 'eth_getProof', params })) as { storageHash?: unknown }
    const root = answer?.storageHash
    if (typeof root !== 'string' || !/^0x[0-9a-f]{64}$/i.test(root)) return undefined
    const known = root.toLowerCase()
    return known === emptyRoot || known === zeroHash ? undefined : (known as Hash)
  } catch {
    return undefined
  }
}
