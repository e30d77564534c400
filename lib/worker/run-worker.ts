import { getServerContext } from '@/lib/config/server-context'
import { serveMonitoring } from './serve-monitoring'
import { startIndexing } from './start-indexing'
import { startTelling } from './start-telling'
import { startWatching } from './start-watching'

/**
 * A process that only works: it looks at what waits, keeps timelocks up to date and tells what happens, beside any number of
 * web processes on the same PostgreSQL. Ends with SIGTERM or SIGINT; what it has begun is gone on with by others.
 *
 * @throws ConfigError, StoreUnreachableError, StoreInUseError
 */
export async function runWorker(): Promise<void> {
  const { config, store } = await getServerContext()
  const { metricsPort: port, metricsHost: host } = config.worker
  const workers = [
    startWatching(config),
    startIndexing(config.timelocks),
    startTelling(),
    port === 0 ? undefined : await serveMonitoring({ port, host }),
  ]
  // Rounds do not keep a process alive.
  const alive = setInterval(() => {}, 60_000)
  process.stdout.write(`Working on ${config.chains.length} chains with ${store.kind}.\n`)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
  clearInterval(alive)
  await Promise.all(workers.map((worker) => worker?.stop()))
  await store.close()
}
