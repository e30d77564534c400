import type { Client } from 'viem'
import { proveSigner } from '@/lib/actions/prove-signer'
import type { Attestation } from '@/lib/core/signing/attestation'
import { hashAttestation } from '@/lib/core/signing/attestation-typed-data'

/** Whose an attestation is, as `SignerProof` has it. */
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
  const { signer, signature, timelock } = attestation
  const hash = hashAttestation(attestation)
  const proof = await proveSigner(client, { chainId: timelock.chainId, signer, hash, signature })
  if (proof.by === 'key') {
    return { by: 'key', attestation: { ...attestation, signature: proof.signature } }
  }
  return proof.by === 'contract' ? { ...proof, attestation } : proof
}
