import { type Job, type JobHandler, type Jobs, reportJob } from './jobs'

type Queue = {
  readonly waiting: Map<string, Job>
  handler: JobHandler | undefined
  atOnce: number
  running: number
}

/** Jobs of a process that is alone: in memory, in the order in which they were sent. */
export function createLocalJobs(): Jobs {
  const queues = new Map<string, Queue>()
  const controller = new AbortController()
  const underWay = new Set<Promise<void>>()

  function queueOf(name: string): Queue {
    const queue = queues.get(name) ?? {
      waiting: new Map<string, Job>(),
      handler: undefined,
      atOnce: 1,
      running: 0,
    }
    queues.set(name, queue)
    return queue
  }

  function start(name: string, queue: Queue): void {
    while (queue.handler && queue.running < queue.atOnce && !controller.signal.aborted) {
      const [first] = queue.waiting
      if (!first) return
      const [key, job] = first
      queue.waiting.delete(key)
      queue.running += 1
      const done = run(name, queue.handler, job).finally(() => {
        queue.running -= 1
        underWay.delete(done)
        start(name, queue)
      })
      underWay.add(done)
    }
  }

  async function run(name: string, handler: JobHandler, { data }: Job): Promise<void> {
    try {
      await handler(data, controller.signal)
    } catch (error) {
      reportJob(name, error)
    }
  }

  return {
    send: async (job) => {
      const queue = queueOf(job.queue)
      if (!queue.waiting.has(job.key)) queue.waiting.set(job.key, job)
      start(job.queue, queue)
    },
    work: async (name, handler, { atOnce = 1 } = {}) => {
      const queue = queueOf(name)
      Object.assign(queue, { handler, atOnce })
      start(name, queue)
    },
    waiting: async (name) => queues.get(name)?.waiting.size ?? 0,
    stop: async () => {
      controller.abort()
      await Promise.all(underWay)
    },
  }
}
