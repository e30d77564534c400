import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { readDesk } from '@/lib/actions/read-desk'
import { getServerContext } from '@/lib/config/server-context'

/** Everything the queue shows, for machines. */
export async function GET(): Promise<Response> {
  try {
    return jsonResponse({ protocols: await readDesk(await getServerContext()) })
  } catch (error) {
    return errorResponse(error)
  }
}
