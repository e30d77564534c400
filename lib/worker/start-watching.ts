import { getServerContext } from '@/lib/config/server-context'
import { startWorker, type Worker } from './start-worker'
import { watchRound } from './watch-round'

/** Looks at what waits for as long as the server runs, as often as the configuration says; 0 is never. */
export function startWatching({ watchSeconds }: { watchSeconds: number }): Worker | undefined {
  if (watchSeconds === 0) return undefined
  return startWorker({
    seconds: watchSeconds,
    round: async (signal) => (await watchRound(await getServerContext(), signal)).problems === 0,
  })
}
