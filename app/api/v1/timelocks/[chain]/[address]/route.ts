import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { stateResponse } from '@/app/api/v1/state-response'
import {
  notFollowed,
  readPlace,
  type TimelockContext,
} from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import { writeRoute } from '@/app/api/v1/write-route'
import {
  noteLook,
  readApiCoverage,
  readApiTimelock,
  toApiTimelock,
} from '@/lib/actions/queue-api/read-api-timelock'
import { followContextOf, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { getServerContext } from '@/lib/config/server-context'
import { noQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'
import { BaseError } from '@/lib/core/error/base-error'

/** What is known of a timelock that is followed: kind, badges, counts, and which blocks were scanned. */
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
        const { settings: _, ...rest } = page
        return rest
      },
    })
  } catch (error) {
    return errorResponse(error)
  }
}

/** Follows a timelock from now on. The same again changes nothing. */
export const POST = writeRoute<TimelockContext>(
  {
    route: 'POST /api/v1/timelocks/[chain]/[address]',
    kind: 'follow',
    bodyLimit: 4 * 1_024,
  },
  async ({ note }, { params }) => {
    const timelock = readPlace(await params)
    const { chainId, address } = timelock
    note({ subject: `${chainId}:${address}` })
    const context = await getServerContext()
    const { timelocks } = await readApiCoverage(context.store, { chainId, timelock: address })
    const outcome = await followTimelock(followContextOf(context), { timelock })
    if (outcome.kind === 'followed') {
      return jsonResponse(toApiTimelock(outcome.timelock), timelocks === 0 ? 201 : 200)
    }
    const { reason, retry } = outcome
    const facts = [['Reason', reason]] as const
    const error = new BaseError('This address is not followed.', { facts, retry })
    return errorResponse(error, retry ? 503 : 422)
  },
)
