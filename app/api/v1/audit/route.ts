import { errorResponse } from '@/app/api/v1/json'
import { valueResponse } from '@/app/api/v1/value-response'
import { readAudit } from '@/lib/actions/audit/read-audit'
import { getServerContext } from '@/lib/config/server-context'
import { auditQuery } from '@/lib/core/api/audit-answers'
import { readQuery } from '@/lib/core/api/read-query'

/** The record of writes, newest first, page by page. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { cursor, limit = 100 } = readQuery(auditQuery, new URL(request.url).searchParams)
    const page = await readAudit(await getServerContext(), { cursor, limit })
    const next =
      page.next && `/api/v1/audit?${new URLSearchParams({ cursor: page.next, limit: `${limit}` })}`
    return valueResponse(request, page, { next })
  } catch (error) {
    return errorResponse(error)
  }
}
