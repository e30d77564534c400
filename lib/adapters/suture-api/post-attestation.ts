import { requestApi, type SutureApi } from '@/lib/adapters/suture-api/request-api'
import type { Attestation } from '@/lib/core/signing/attestation'
import { serializeAttestation } from '@/lib/core/signing/attestation-document'

/**
 * Hands an attestation to the desk, which keeps it. Doing it twice changes nothing.
 *
 * @param parameters.path The address of the attestations of the operation.
 * @throws SutureApiError with the server's words where it is refused.
 */
export async function postAttestation(
  api: SutureApi,
  { attestation, path }: { attestation: Attestation; path: string },
): Promise<void> {
  await requestApi(api, {
    path,
    body: serializeAttestation(attestation),
  })
}
