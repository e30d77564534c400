import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { writeRoute } from '@/app/api/v1/write-route'
import { cancelSimulation } from '@/lib/actions/simulation/read-simulation'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import { parseKey } from '@/lib/core/patch/find-record'

/** Ends a simulation that is under way. Whoever looks a minute later begins another one. */
export const POST = writeRoute<{ params: Promise<{ digest: string }> }>(
  {
    route: 'POST /api/v1/patches/[digest]/simulation/cancel',
    kind: 'simulation',
    bodyLimit: 4 * 1_024,
  },
  async ({ note }, { params }) => {
    const key = parseKey((await params).digest)
    if (!key) return errorResponse(new BaseError('That is no key of a patch.'))
    note({ subject: key })
    const context = await getServerContext()
    const cancelled = context.config.protocols.map(({ chainId, timelock }) =>
      cancelSimulation(context, { timelock: { chainId, address: timelock }, key }),
    )
    return jsonResponse({ cancelled: cancelled.includes(true) })
  },
)
