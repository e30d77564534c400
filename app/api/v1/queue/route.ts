import { errorResponse } from '@/app/api/v1/json'
import { valueResponse } from '@/app/api/v1/value-response'
import { readDesk } from '@/lib/actions/read-desk'
import { getServerContext } from '@/lib/config/server-context'

/** Milliseconds, as for the page. */
const patience = 3_000

/** Everything the queue shows, for machines. */
export async function GET(request: Request): Promise<Response> {
  try {
    const context = await getServerContext()
    const chains = context.config.chains.map(({ id, name }) => ({ id, name }))
    return valueResponse(request, { chains, protocols: await readDesk(context, { patience }) })
  } catch (error) {
    return errorResponse(error)
  }
}
