import PgBoss from 'pg-boss'
import { type Jobs, reportJob } from './jobs'

/** A job that takes longer is taken for lost. */
const longestSeconds = 300

/** Done jobs are of no interest: what they brought stands in tables of ours. */
const keptSeconds = 600

/**
 * Jobs of several processes, by pg-boss in a schema of its own beside ours. Of a key one waits at most; that two do the same
 * at a time is for leases to prevent.
 *
 * @param databaseUrl `postgres://user:password@host:port/name`
 */
export async function startBossJobs(databaseUrl: string): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 4,
    archiveCompletedAfterSeconds: keptSeconds,
    archiveFailedAfterSeconds: keptSeconds,
    deleteAfterSeconds: keptSeconds,
  })
  // A connection that breaks is made again; unheard, the event would end the process.
  boss.on('error', (error) => reportJob('jobs', error))
  await boss.start()
  const controller = new AbortController()
  const created = new Map<string, Promise<void>>()
  const create = (name: string) => {
    const options = {
      name,
      policy: 'short',
      retryLimit: 0,
      expireInSeconds: longestSeconds,
    } as const
    // Several processes may create it at one time.
    const done = created.get(name) ?? boss.createQueue(name, options).catch(() => {})
    created.set(name, done)
    return done
  }
  return {
    send: async ({ queue, key, data }) => {
      await create(queue)
      await boss.send(queue, data, { singletonKey: key })
    },
    work: async (queue, handler, { atOnce = 1 } = {}) => {
      await create(queue)
      for (let worker = 0; worker < atOnce; worker++) {
        await boss.work<object>(queue, { pollingIntervalSeconds: 0.5 }, async ([job]) => {
          if (!job || controller.signal.aborted) return
          try {
            await handler(job.data, controller.signal)
          } catch (error) {
            reportJob(queue, error)
          }
        })
      }
    },
    waiting: async (queue) => {
      await create(queue)
      return await boss.getQueueSize(queue)
    },
    stop: async () => {
      controller.abort()
      await boss.stop({ graceful: true, wait: true, timeout: 10_000 })
    },
  }
}
