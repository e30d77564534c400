import { errorResponse } from '@/app/api/v1/json'
import { operationListResponse } from '@/app/api/v1/operation-list-response'
import {
  notFollowed,
  readPlace,
  type TimelockContext,
} from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import { noteLook, readApiCoverage } from '@/lib/actions/queue-api/read-api-timelock'
import { getServerContext } from '@/lib/config/server-context'
import { timelockOperationsQuery } from '@/lib/core/api/operation-query'
import { placedQuery } from '@/lib/core/api/placed-query'
import { readQuery } from '@/lib/core/api/read-query'

/** Operations of a timelock that is followed, page by page. */
export async function GET(request: Request, { params }: TimelockContext): Promise<Response> {
  try {
    const given = readQuery(timelockOperationsQuery, new URL(request.url).searchParams)
    const place = readPlace(await params)
    const timelock = { chainId: place.chainId, timelock: place.address }
    const query = placedQuery(given, timelock)
    const { store, config } = await getServerContext()
    const { revision, ...coverage } = await readApiCoverage(store, timelock)
    if (coverage.timelocks === 0) return errorResponse(notFollowed(config, place), 404)
    await noteLook(store, place)
    return await operationListResponse(request, { store, query, revision, coverage })
  } catch (error) {
    return errorResponse(error)
  }
}
