import { errorResponse } from '@/app/api/v1/json'
import { valueResponse } from '@/app/api/v1/value-response'
import { readDesk } from '@/lib/actions/read-desk'
import { getServerContext } from '@/lib/config/server-context'

/** Everything the queue shows, for machines. */
export async function GET(request: Request): Promise<Response> {
  try {
    return valueResponse(request, { protocols: await readDesk(await getServerContext()) })
  } catch (error) {
    return errorResponse(error)
  }
}
