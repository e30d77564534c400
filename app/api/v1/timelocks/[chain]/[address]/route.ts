import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import {
  readPlace,
  type TimelockContext,
} from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import { timelockResponse } from '@/app/api/v1/timelocks/[chain]/[address]/timelock-response'
import { writeRoute } from '@/app/api/v1/write-route'
import {
  readApiCoverage,
  readApiTimelock,
  toApiTimelock,
} from '@/lib/actions/queue-api/read-api-timelock'
import { followContextOf, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'

/** What is known of a timelock that is followed: kind, badges, counts, order, and which blocks were scanned. */
export function GET(request: Request, context: TimelockContext): Promise<Response> {
  return timelockResponse(request, context, readApiTimelock)
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
