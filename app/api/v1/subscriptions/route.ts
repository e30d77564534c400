import { BodyTooLargeError } from '@/app/api/v1/body-too-large-error'
import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { assertSameOrigin } from '@/app/api/v1/same-origin'

import {
  MailError,
  subscribe,
  TooManySubscriptionsError,
  UnknownTopicError,
} from '@/lib/actions/subscriptions/subscribe'
import { getServerContext } from '@/lib/config/server-context'
import { readFields } from './read-fields'
import { secretCookie } from './secret-cookie'
import { seeOther } from './see-other'

/**
 * Subscribes a URL or an e-mail address. JSON is answered with the secret and the token, this once; a form with the page of
 * the subscription.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    assertSameOrigin(request)
    const { isForm, values } = await readFields(request)
    const made = await subscribe(await getServerContext(), values)
    if (made.state === 'pending') {
      return isForm ? seeOther('/subscriptions/sent') : jsonResponse({ state: made.state }, 202)
    }
    const { id, token, secret, state } = made
    const path = `/subscriptions/${token}`
    if (isForm) return seeOther(path, secret && secretCookie({ request, path, secret }))
    return jsonResponse({ id, state, token, secret, path }, 201)
  } catch (error) {
    return errorResponse(error, statusOf(error))
  }
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof BodyTooLargeError) return 413
  if (error instanceof UnknownTopicError) return 404
  if (error instanceof TooManySubscriptionsError) return 429
  return error instanceof MailError && !error.retry ? 501 : undefined
}
