import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import {
  NoSubscriptionError,
  openSubscription,
} from '@/lib/actions/subscriptions/open-subscription'
import { getServerContext } from '@/lib/config/server-context'
import { eventDocument } from '@/lib/core/watch/event-document'

type Context = { params: Promise<{ token: string }> }

/** A subscription and the log of what was sent, for whoever has its token. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  try {
    const { token } = await params
    const { deliveries, ...subscription } = await openSubscription(await getServerContext(), {
      token,
    })
    return jsonResponse({
      ...subscription,
      deliveries: deliveries.map(({ event, ...delivery }) => ({
        ...delivery,
        event: eventDocument(event),
      })),
    })
  } catch (error) {
    return errorResponse(error, error instanceof NoSubscriptionError ? 404 : undefined)
  }
}
