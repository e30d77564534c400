import { errorResponse } from '@/app/api/v1/json'
import {
  notFollowed,
  readPlace,
  type TimelockContext,
} from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import { valueResponse } from '@/app/api/v1/value-response'
import { previewTimelock } from '@/lib/actions/timelock-pages/preview-timelock'
import { getServerContext } from '@/lib/config/server-context'
import { noQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'

/** Milliseconds: who is told that it takes long asks again. */
const patience = 4_000

/** What stands at an address, whether or not it is followed: nothing of it is kept. */
export async function GET(request: Request, { params }: TimelockContext): Promise<Response> {
  try {
    readQuery(noQuery, new URL(request.url).searchParams)
    const place = readPlace(await params)
    const context = await getServerContext()
    const isServed = context.config.chains.some(({ id }) => id === place.chainId)
    if (!isServed) return errorResponse(notFollowed(context.config, place), 404)
    const preview = await previewTimelock(context, { ...place, patience })
    if (preview.kind === 'silent') return errorResponse(preview.error, 503)
    return valueResponse(request, preview)
  } catch (error) {
    return errorResponse(error)
  }
}
