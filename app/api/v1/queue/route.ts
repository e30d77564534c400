import { readDesk } from '@/lib/actions/read-desk'
import { getServerContext } from '@/lib/config/server-context'
import { errorResponse, jsonResponse } from '../json'

/** Everything the queue shows, for machines. */
export async function GET(): Promise<Response> {
  try {
    return jsonResponse({ protocols: await readDesk(await getServerContext()) })
  } catch (error) {
    return errorResponse(error)
  }
}
