import type { Attestation } from './attestation'
import { hashAttestation } from './attestation-typed-data'
import { recoverByKey } from './recover-by-key'

/**
 * Whether the key of the account that an attestation names has signed it, by the bytes alone. Where not, it may still be the
 * signature of a contract: only the chain tells.
 *
 * @returns The attestation with its signature in the one form that is kept (v as 27 or 28), or undefined.
 */
export async function recoverAttestation<T extends Attestation>(
  attestation: T,
): Promise<T | undefined> {
  const hash = hashAttestation(attestation)
  const signature = await recoverByKey({ ...attestation, hash })
  return signature && { ...attestation, signature }
}
