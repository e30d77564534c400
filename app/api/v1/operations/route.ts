import { errorResponse } from '@/app/api/v1/json'
import { operationListResponse } from '@/app/api/v1/operation-list-response'
import { readApiCoverage } from '@/lib/actions/queue-api/read-api-timelock'
import { getServerContext } from '@/lib/config/server-context'
import { operationsQuery } from '@/lib/core/api/operation-query'
import { placedQuery } from '@/lib/core/api/placed-query'
import { readQuery } from '@/lib/core/api/read-query'

/** Operations of all timelocks that are followed, page by page. */
export async function GET(request: Request): Promise<Response> {
  try {
    const query = placedQuery(readQuery(operationsQuery, new URL(request.url).searchParams))
    const { store } = await getServerContext()
    const { revision, ...coverage } = await readApiCoverage(store, query.timelock ?? {})
    return await operationListResponse(request, { store, query, revision, coverage })
  } catch (error) {
    return errorResponse(error)
  }
}
