import { errorResponse } from '@/app/api/v1/json'
import { stateResponse } from '@/app/api/v1/state-response'
import {
  notFollowed,
  readPlace,
  type TimelockContext,
} from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import {
  noteLook,
  readApiCoverage,
  readApiTimelock,
} from '@/lib/actions/queue-api/read-api-timelock'
import { getServerContext } from '@/lib/config/server-context'
import { noQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'

/** Roles, delays and admins of a timelock as they changed, newest first. */
export async function GET(request: Request, { params }: TimelockContext): Promise<Response> {
  try {
    readQuery(noQuery, new URL(request.url).searchParams)
    const timelock = readPlace(await params)
    const { chainId, address } = timelock
    const { store } = await getServerContext()
    const coverage = await readApiCoverage(store, { chainId, timelock: address })
    if (coverage.timelocks === 0) return errorResponse(notFollowed(timelock), 404)
    await noteLook(store, timelock)
    return await stateResponse(request, {
      revision: coverage.revision,
      body: async () => {
        const page = await readApiTimelock(store, timelock)
        if (!page) throw notFollowed(timelock)
        return { settings: page.settings, unscanned: page.unscanned }
      },
    })
  } catch (error) {
    return errorResponse(error)
  }
}
