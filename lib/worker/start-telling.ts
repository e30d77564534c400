import { tellQueue } from '@/lib/actions/queue-events/tell-queue'
import { deliverEvents } from '@/lib/actions/subscriptions/deliver-events'
import { getServerContext } from '@/lib/config/server-context'
import { startWorker, type Worker } from './start-worker'

/** Between two rounds, in seconds: they ask the store alone, for what was indexed since, and for what is to be sent. */
const pauses = { tell: 5, send: 2 }

/**
 * Tells what was indexed, and sends it to whoever subscribed, for as long as the server runs. Each by itself: receivers that are
 * slow keep nothing from being told, and what cannot be told keeps nothing from being sent.
 */
export function startTelling(): Worker {
  const telling = startWorker({
    seconds: pauses.tell,
    round: async (signal) => {
      await tellQueue(await getServerContext(), signal)
      return true
    },
  })
  const sending = startWorker({
    seconds: pauses.send,
    round: async (signal) => {
      await deliverEvents(await getServerContext(), signal)
      return true
    },
  })
  return {
    stop: async () => {
      await Promise.all([telling.stop(), sending.stop()])
    },
  }
}
