import { requestApi, type SutureApi } from '@/lib/adapters/suture-api/request-api'

/**
 * Hands sources of a contract to the desk, which keeps them as a claim. Doing it twice changes nothing.
 *
 * @param parameters.body - As `uploadBody` makes it.
 * @throws SutureApiError with the server's words where they are refused.
 */
export async function postSources(api: SutureApi, { body }: { body: string }): Promise<void> {
  await requestApi(api, { path: '/api/v1/sources', body })
}
