import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { assertReady } from '@/lib/actions/monitoring/assert-ready'

/** Whether this process can serve: the database answers, and its schema is up to date. 503 where it cannot. */
export async function GET(): Promise<Response> {
  try {
    await assertReady()
    return jsonResponse({ status: 'ready' })
  } catch (error) {
    return errorResponse(error)
  }
}
