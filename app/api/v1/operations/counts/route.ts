import { errorResponse } from '@/app/api/v1/json'
import { stateResponse } from '@/app/api/v1/state-response'
import { countApiOperations } from '@/lib/actions/queue-api/list-api-operations'
import { readApiCoverage } from '@/lib/actions/queue-api/read-api-timelock'
import { getServerContext } from '@/lib/config/server-context'
import { countsQuery } from '@/lib/core/api/operation-query'
import { placedQuery } from '@/lib/core/api/placed-query'
import { readQuery } from '@/lib/core/api/read-query'

/** How many operations of a filter are in each group of the queue. */
export async function GET(request: Request): Promise<Response> {
  try {
    const query = placedQuery(readQuery(countsQuery, new URL(request.url).searchParams))
    const { store } = await getServerContext()
    const { revision, ...coverage } = await readApiCoverage(store, query.timelock ?? {})
    return await stateResponse(request, {
      revision,
      body: async () => ({ counts: await countApiOperations(store, query), coverage }),
    })
  } catch (error) {
    return errorResponse(error)
  }
}
