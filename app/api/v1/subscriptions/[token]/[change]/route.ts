import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { fieldsLimit, readFields } from '@/app/api/v1/subscriptions/read-fields'
import { seeOther } from '@/app/api/v1/subscriptions/see-other'
import { writeRoute } from '@/app/api/v1/write-route'
import {
  changeSubscription,
  NoSubscriptionError,
  subscriptionChanges,
} from '@/lib/actions/subscriptions/open-subscription'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'

type Context = { params: Promise<{ token: string; change: string }> }

/**
 * Confirms, stops, resumes, replays or ends a subscription, for whoever has its token. Mail programs end one with a form of
 * their own (RFC 8058).
 */
export const POST = writeRoute<Context>(
  {
    route: 'POST /api/v1/subscriptions/[token]/[change]',
    kind: 'subscription',
    bodyLimit: fieldsLimit,
    isPrivate: true,
  },
  async ({ request, text, note }, { params }) => {
    try {
      const { token, change: asked } = await params
      const change = subscriptionChanges.find((one) => one === asked)
      if (!change) {
        const hint = `Give one of ${subscriptionChanges.join(', ')}.`
        return errorResponse(new BaseError('Nothing of that name can be done.', { hint }), 404)
      }
      note({ subject: change })
      const { isForm, values } = readFields(request, text)
      const context = await getServerContext()
      const count = await changeSubscription(context, {
        ...{ token, change },
        since: readSince(values.since),
      })
      const isOneClick = values['List-Unsubscribe'] === 'One-Click'
      if (!isForm || isOneClick) return jsonResponse({ change, count })
      return seeOther(change === 'end' ? '/queue' : `/subscriptions/${token}`)
    } catch (error) {
      return errorResponse(error, error instanceof NoSubscriptionError ? 404 : undefined)
    }
  },
)

/** Seconds since the epoch. */
function readSince(value: unknown): bigint | undefined {
  if (value === undefined || value === '') return undefined
  if (/^\d{1,15}$/.test(String(value))) return BigInt(String(value))
  throw new BaseError('`since` is not a time.', { hint: 'Give seconds since the epoch.' })
}
