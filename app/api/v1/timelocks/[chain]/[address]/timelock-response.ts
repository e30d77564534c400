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

type ApiTimelock = NonNullable<Awaited<ReturnType<typeof readApiTimelock>>>

/**
 * Answers with something of what is known of a followed timelock.
 *
 * @param pick What of it.
 */
export async function timelockResponse(
  request: Request,
  { params }: TimelockContext,
  pick: (page: ApiTimelock) => object,
): Promise<Response> {
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
        return pick(page)
      },
    })
  } catch (error) {
    return errorResponse(error)
  }
}
