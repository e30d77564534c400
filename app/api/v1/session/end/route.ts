import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { forgetfulCookies, sessionTokenOf } from '@/app/api/v1/session/session-cookie'
import { writeRoute } from '@/app/api/v1/write-route'
import { closeSession } from '@/lib/actions/sessions/open-session'
import { getServerContext } from '@/lib/config/server-context'

/** Ends the session, here and in the browser. Where there is none, that is so already. */
export const POST = writeRoute(
  { route: 'POST /api/v1/session/end', kind: 'session', bodyLimit: 1_024, isPrivate: true },
  async ({ request, note }) => {
    try {
      const context = await getServerContext()
      const token = sessionTokenOf(context.config, request)
      const account = token && (await closeSession(context, { token }))
      note({ actor: account || undefined })
      const response = jsonResponse({ ended: Boolean(account) })
      for (const cookie of forgetfulCookies()) response.headers.append('set-cookie', cookie)
      return response
    } catch (error) {
      return errorResponse(error)
    }
  },
)
