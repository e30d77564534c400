import { requestApi, type SutureApi } from '@/lib/adapters/suture-api/request-api'
import type { Acknowledgement } from '@/lib/core/signing/acknowledgement'
import { serializeAcknowledgement } from '@/lib/core/signing/serialize-acknowledgement'

/**
 * Hands an acknowledgement to the desk, which keeps it. Doing it twice changes nothing.
 *
 * @throws SutureApiError with the server's words where it is refused.
 */
export async function postAcknowledgement(
  api: SutureApi,
  { acknowledgement }: { acknowledgement: Acknowledgement },
): Promise<void> {
  await requestApi(api, {
    path: `/api/v1/patches/${acknowledgement.patch}/acknowledgements`,
    body: serializeAcknowledgement(acknowledgement),
  })
}
