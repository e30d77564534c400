import { tellQueue } from '@/lib/actions/queue-events/tell-queue'
import { deliverEvents } from '@/lib/actions/subscriptions/deliver-events'
import { getServerContext } from '@/lib/config/server-context'
import { startWorker, type Worker } from './start-worker'

/** Between two rounds, in seconds: they ask the store alone, and tell what was indexed since. */
const pause = 5

/** Tells what was indexed, and sends it to whoever subscribed, for as long as the server runs. */
export function startTelling(): Worker {
  return startWorker({
    seconds: pause,
    round: async (signal) => {
      const context = await getServerContext()
      try {
        await tellQueue(context, signal)
      } finally {
        // What was told before is owed to whoever subscribed, whatever became of this round.
        await deliverEvents(context, signal)
      }
      return true
    },
  })
}
