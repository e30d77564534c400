import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { sessionCookie, sessionTokenOf } from '@/app/api/v1/session/session-cookie'
import { signInOrigins } from '@/app/api/v1/session/sign-in-origins'
import { writeRoute } from '@/app/api/v1/write-route'
import {
  closeSession,
  findSession,
  openSession,
  sessionLife,
} from '@/lib/actions/sessions/open-session'
import {
  NotSignedInError,
  UnnamedSiteError,
  UsedNonceError,
} from '@/lib/actions/sessions/session-errors'
import { getServerContext } from '@/lib/config/server-context'
import { parseSignInRequest } from '@/lib/core/signing/owner-requests'
import { InvalidSignInError } from '@/lib/core/signing/sign-in-message'

/** A message, and a signature of as many owners as a contract may have. */
const bodyLimit = 32 * 1_024

/** Who is signed in with the cookie of the request, for the pages of this site. */
export async function GET(request: Request): Promise<Response> {
  try {
    const context = await getServerContext()
    const token = sessionTokenOf(context.config, request)
    const found = await findSession(context, { token, now: new Date() })
    const response = jsonResponse(
      found
        ? { account: found.account, chainId: found.chainId, expiresAt: found.expiresAt }
        : { account: null },
    )
    // Nobody else's business, unlike all other answers.
    response.headers.delete('access-control-allow-origin')
    response.headers.set('vary', 'cookie')
    return response
  } catch (error) {
    return errorResponse(error)
  }
}

/** Signs an account in that has signed the message of this site. One that was signed in here before is signed out. */
export const POST = writeRoute(
  { route: 'POST /api/v1/session', kind: 'session', bodyLimit },
  async ({ request, text, note }) => {
    try {
      const context = await getServerContext()
      const { token, origin, account, chainId, expiresAt } = await openSession(context, {
        ...parseSignInRequest(text),
        origins: signInOrigins(context.config, request),
        now: new Date(),
      })
      note({ actor: account, subject: account })
      const before = sessionTokenOf(context.config, request)
      if (before) await closeSession(context, { token: before })
      const response = jsonResponse({ account, chainId, expiresAt }, 201)
      response.headers.set(
        'set-cookie',
        sessionCookie({ origin, token, seconds: sessionLife / 1_000 }),
      )
      return response
    } catch (error) {
      return errorResponse(error, statusOf(error))
    }
  },
)

function statusOf(error: unknown): number | undefined {
  const isRefused = [NotSignedInError, InvalidSignInError, UnnamedSiteError].some(
    (each) => error instanceof each,
  )
  if (isRefused) return 403
  return error instanceof UsedNonceError ? 409 : undefined
}
