import type { Hash } from 'viem'
import { requestApi, type SutureApi } from '@/lib/adapters/suture-api/request-api'
import type { Attestation } from '@/lib/core/signing/attestation'
import { serializeAttestation } from '@/lib/core/signing/attestation-document'

/**
 * Hands an attestation to the desk, which keeps it. Doing it twice changes nothing.
 *
 * @param parameters.patch By which the patch has its page.
 * @throws SutureApiError with the server's words where it is refused.
 */
export async function postAttestation(
  api: SutureApi,
  { attestation, patch }: { attestation: Attestation; patch: Hash },
): Promise<void> {
  await requestApi(api, {
    path: `/api/v1/patches/${patch}/attestations`,
    body: serializeAttestation(attestation),
  })
}
