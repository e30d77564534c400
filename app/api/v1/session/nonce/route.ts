import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { signInOrigins } from '@/app/api/v1/session/sign-in-origins'
import { writeRoute } from '@/app/api/v1/write-route'
import { issueNonce } from '@/lib/actions/sessions/open-session'
import { UnnamedSiteError } from '@/lib/actions/sessions/session-errors'
import { getServerContext } from '@/lib/config/server-context'

/** Gives out what is to be signed. That is kept for five minutes and is nothing yet that a record should tell. */
export const POST = writeRoute(
  { route: 'POST /api/v1/session/nonce', kind: undefined, bodyLimit: 1_024 },
  async ({ request }) => {
    try {
      const context = await getServerContext()
      // Before a wallet is asked for a signature that would be refused.
      signInOrigins(context.config, request)
      const { nonce, issuedAt, expiresAt } = await issueNonce(context, { now: new Date() })
      return jsonResponse({ nonce, issuedAt, expiresAt }, 201)
    } catch (error) {
      return errorResponse(error, error instanceof UnnamedSiteError ? 403 : undefined)
    }
  },
)
