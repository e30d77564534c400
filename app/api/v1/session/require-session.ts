import { sessionTokenOf } from '@/app/api/v1/session/session-cookie'
import type { WriteFacts } from '@/app/api/v1/write-route'
import { assertSession, findSession } from '@/lib/actions/sessions/open-session'
import {
  NoSessionError,
  NotAnOwnerNowError,
  OtherChainSessionError,
} from '@/lib/actions/sessions/session-errors'
import { getServerContext } from '@/lib/config/server-context'

/**
 * Who is signed in for a chain; the record says so from here on.
 *
 * @throws NoSessionError, OtherChainSessionError
 */
export async function requireSession(
  { request, note }: { readonly request: Request; readonly note: (facts: WriteFacts) => void },
  { chainId }: { readonly chainId: number },
) {
  const context = await getServerContext()
  const token = sessionTokenOf(context.config, request)
  const found = await findSession(context, { token, now: new Date() })
  note({ actor: found?.account })
  return assertSession(found, { chainId })
}

/** What whoever may not write is answered with; undefined for anything else. */
export function sessionStatus(error: unknown): 401 | 403 | undefined {
  if (error instanceof NoSessionError) return 401
  return error instanceof OtherChainSessionError || error instanceof NotAnOwnerNowError
    ? 403
    : undefined
}
