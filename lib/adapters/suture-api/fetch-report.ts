import type { Hash } from 'viem'
import { requestApi, type SutureApi } from '@/lib/adapters/suture-api/request-api'

/**
 * The JSON of a report as the desk serves it. Nothing is believed of it: whoever asked hashes it.
 *
 * @throws SutureApiError
 */
export function fetchReport(api: SutureApi, { hash }: { hash: Hash }): Promise<string> {
  return requestApi(api, { path: `/api/v1/reports/${hash}` })
}
