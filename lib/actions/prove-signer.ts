import { type Client, concat, type Hex } from 'viem'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readContractSignature } from '@/lib/adapters/rpc/read-contract-signature'
import { recoverByKey, type SignedHash } from '@/lib/core/signing/recover-by-key'

/**
 * Whose a signature of a hash is: of a key, which its bytes tell; of a contract, which said so at a block; of nobody that is
 * named; or not known, where it could only be a contract's and there is no node to ask.
 */
export type SignerProof =
  | { readonly by: 'key'; readonly signature: Hex }
  | { readonly by: 'contract'; readonly blockNumber: bigint }
  | { readonly by: 'nobody' }
  | { readonly by: 'unasked' }

/**
 * Finds out whether the account that is named has signed a hash.
 *
 * @param client A node of the chain; without one contracts (EIP-1271) cannot be asked.
 * @throws RpcUnreachableError
 */
export async function proveSigner(
  client: Client | undefined,
  { chainId, ...signed }: SignedHash & { readonly chainId: number },
): Promise<SignerProof> {
  const signature = await recoverByKey(signed)
  if (signature) return { by: 'key', signature }
  if (!client) return { by: 'unasked' }
  const { number } = await readBlock(client, { chainId })
  const isSigned = await readContractSignature(client, {
    ...{ chainId, ...signed },
    preimage: concat([]),
    form: 'bytes32',
  })
  return isSigned ? { by: 'contract', blockNumber: number } : { by: 'nobody' }
}
