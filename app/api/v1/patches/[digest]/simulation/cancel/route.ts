import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { assertSameOrigin } from '@/app/api/v1/same-origin'
import { cancelSimulation } from '@/lib/actions/simulation/read-simulation'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import { parseKey } from '@/lib/core/patch/find-record'

/** Ends a simulation that is under way. Whoever looks a minute later begins another one. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ digest: string }> },
): Promise<Response> {
  const key = parseKey((await params).digest)
  if (!key) return errorResponse(new BaseError('That is no key of a patch.'))
  try {
    assertSameOrigin(request)
    const context = await getServerContext()
    const cancelled = context.config.protocols.map(({ chainId, timelock }) =>
      cancelSimulation(context, { timelock: { chainId, address: timelock }, key }),
    )
    return jsonResponse({ cancelled: cancelled.includes(true) })
  } catch (error) {
    return errorResponse(error)
  }
}
