import type { TimelockContext } from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import { timelockResponse } from '@/app/api/v1/timelocks/[chain]/[address]/timelock-response'
import { readApiSettings } from '@/lib/actions/queue-api/read-api-timelock'

/** Roles, delays and admins of a timelock as they changed, newest first. */
export function GET(request: Request, context: TimelockContext): Promise<Response> {
  return timelockResponse(request, context, readApiSettings)
}
