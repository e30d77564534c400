import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { type Fields, fieldsLimit, readFields } from '@/app/api/v1/subscriptions/read-fields'
import {
  noRefusedChange,
  refusedChangeCookie,
} from '@/app/api/v1/subscriptions/refused-change-cookie'
import { seeOther } from '@/app/api/v1/subscriptions/see-other'
import { writeRoute } from '@/app/api/v1/write-route'
import {
  changeSubscription,
  NoSubscriptionError,
  subscriptionChanges,
} from '@/lib/actions/subscriptions/open-subscription'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import { parseTime } from '@/lib/core/watch/parse-time'

type Context = { params: Promise<{ token: string; change: string }> }

/**
 * Confirms, stops, resumes, replays or ends a subscription, for whoever has its token. JSON is answered with JSON; a form with
 * the page of the subscription, which says what was refused. Mail programs end one with a form of their own (RFC 8058).
 */
export const POST = writeRoute<Context>(
  {
    route: 'POST /api/v1/subscriptions/[token]/[change]',
    kind: 'subscription',
    bodyLimit: fieldsLimit,
    isPrivate: true,
  },
  async ({ request, text, note }, { params }) => {
    const { token, change: asked } = await params
    const path = `/subscriptions/${encodeURIComponent(token)}`
    let form: Fields['values'] | undefined
    try {
      const change = subscriptionChanges.find((one) => one === asked)
      if (!change) {
        const hint = `Give one of ${subscriptionChanges.join(', ')}.`
        return errorResponse(new BaseError('Nothing of that name can be done.', { hint }), 404)
      }
      note({ subject: change })
      const { isForm, values } = readFields(request, text)
      const isOneClick = values['List-Unsubscribe'] === 'One-Click'
      form = isForm && !isOneClick ? values : undefined
      const count = await changeSubscription(await getServerContext(), {
        ...{ token, change },
        since: readSince(values.since),
      })
      if (!form) return jsonResponse({ change, count })
      return seeOther(change === 'end' ? '/queue' : path, noRefusedChange(request, path))
    } catch (error) {
      if (form && error instanceof BaseError) {
        return seeOther(path, refusedChangeCookie(request, { path, since: form.since, error }))
      }
      return errorResponse(error, error instanceof NoSubscriptionError ? 404 : undefined)
    }
  },
)

function readSince(value: unknown): bigint | undefined {
  const text = value === undefined ? '' : String(value).trim()
  return text === '' ? undefined : parseTime(text)
}
