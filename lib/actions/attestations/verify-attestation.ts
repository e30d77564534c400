import { type Client, concat } from 'viem'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readContractSignature } from '@/lib/adapters/rpc/read-contract-signature'
import type { Attestation } from '@/lib/core/signing/attestation'
import { hashAttestation } from '@/lib/core/signing/attestation-typed-data'
import { recoverAttestation } from '@/lib/core/signing/recover-attestation'

/**
 * Whose an attestation is: of a key, which its bytes tell; of a contract, which said so at a block; of nobody that it names;
 * or not known, where it could only be a contract's and there is no node to ask.
 */
export type AttestationProof =
  | { readonly by: 'key'; readonly attestation: Attestation }
  | { readonly by: 'contract'; readonly attestation: Attestation; readonly blockNumber: bigint }
  | { readonly by: 'nobody' }
  | { readonly by: 'unasked' }

/**
 * Finds out whether the account that an attestation names has signed it.
 *
 * @param client A node of its chain; without one contracts (EIP-1271) cannot be asked.
 * @throws RpcUnreachableError
 */
export async function verifyAttestation(
  attestation: Attestation,
  client: Client | undefined,
): Promise<AttestationProof> {
  const recovered = await recoverAttestation(attestation)
  if (recovered) return { by: 'key', attestation: recovered }
  if (!client) return { by: 'unasked' }
  const { chainId } = attestation.timelock
  const { number } = await readBlock(client, { chainId })
  const isSigned = await readContractSignature(client, {
    chainId,
    signer: attestation.signer,
    hash: hashAttestation(attestation),
    preimage: concat([]),
    signature: attestation.signature,
    form: 'bytes32',
  })
  return isSigned ? { by: 'contract', attestation, blockNumber: number } : { by: 'nobody' }
}
