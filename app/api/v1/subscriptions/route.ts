import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { writeRoute } from '@/app/api/v1/write-route'
import {
  MailError,
  subscribe,
  TooManySubscriptionsError,
  UnknownTopicError,
} from '@/lib/actions/subscriptions/subscribe'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import { type Fields, fieldsLimit, readFields } from './read-fields'
import { refusedCookie, refusedPath } from './refused-cookie'
import { secretCookie } from './secret-cookie'
import { seeOther } from './see-other'

/**
 * Subscribes a URL or an e-mail address. JSON is answered with the secret and the token, this once; a form with the page of
 * the subscription, or with the form again and why it was refused.
 */
export const POST = writeRoute(
  {
    route: 'POST /api/v1/subscriptions',
    kind: 'subscription',
    bodyLimit: fieldsLimit,
    isPrivate: true,
  },
  async ({ request, text }) => {
    let form: Fields['values'] | undefined
    try {
      const { isForm, values } = readFields(request, text)
      form = isForm ? values : undefined
      const made = await subscribe(await getServerContext(), values)
      if (made.state === 'pending') {
        return isForm ? seeOther('/subscriptions/sent') : jsonResponse({ state: made.state }, 202)
      }
      const { id, token, secret, state } = made
      const path = `/subscriptions/${token}`
      if (isForm) return seeOther(path, secret && secretCookie({ request, path, secret }))
      return jsonResponse({ id, state, token, secret, path }, 201)
    } catch (error) {
      if (form && error instanceof BaseError) {
        return seeOther(refusedPath, refusedCookie(request, form, error))
      }
      return errorResponse(error, statusOf(error))
    }
  },
)

function statusOf(error: unknown): number | undefined {
  if (error instanceof UnknownTopicError) return 404
  if (error instanceof TooManySubscriptionsError) return 429
  return error instanceof MailError && !error.retry ? 501 : undefined
}
