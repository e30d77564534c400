import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { writeRoute } from '@/app/api/v1/write-route'
import { issueNonce } from '@/lib/actions/sessions/open-session'
import { getServerContext } from '@/lib/config/server-context'

/** Gives out what is to be signed. That is kept for five minutes and is nothing yet that a record should tell. */
export const POST = writeRoute(
  { route: 'POST /api/v1/session/nonce', kind: undefined, bodyLimit: 1_024 },
  async () => {
    try {
      const { nonce, issuedAt, expiresAt } = await issueNonce(await getServerContext(), {
        now: new Date(),
      })
      return jsonResponse({ nonce, issuedAt, expiresAt }, 201)
    } catch (error) {
      return errorResponse(error)
    }
  },
)
