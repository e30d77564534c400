import { errorResponse } from '@/app/api/v1/json'
import { valueResponse } from '@/app/api/v1/value-response'
import {
  NoSubscriptionError,
  openSubscription,
} from '@/lib/actions/subscriptions/open-subscription'
import { getServerContext } from '@/lib/config/server-context'
import { eventDocument } from '@/lib/core/watch/event-document'

type Context = { params: Promise<{ token: string }> }

/** A subscription and the log of what was sent, for whoever has its token. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const { token } = await params
    const { deliveries, ...subscription } = await openSubscription(await getServerContext(), {
      token,
    })
    const response = valueResponse(request, {
      ...subscription,
      deliveries: deliveries.map(({ event, ...delivery }) => ({
        ...delivery,
        event: eventDocument(event),
      })),
    })
    // Where somebody is written to is for whoever has the token, and for no cache between.
    response.headers.set('cache-control', 'private, no-cache')
    return response
  } catch (error) {
    return errorResponse(error, error instanceof NoSubscriptionError ? 404 : undefined)
  }
}
