import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** How a turn at a job ended: `elsewhere` is where another process had the lease, `unfinished` where its time was over. */
export type JobOutcome = 'done' | 'unfinished' | 'elsewhere' | 'failed'

/** How an attempt to send an event ended: `retried` later, or `stopped`, since it was the last one. */
export type DeliveryOutcome = 'taken' | 'retried' | 'stopped'

type ProcessMetrics = {
  readonly register: Registry
  readonly jobs: Histogram<'queue' | 'outcome'>
  readonly deliveries: Counter<'shape' | 'outcome'>
}

// On globalThis because Next evaluates a module once per bundle.
const held = globalThis as { sutureProcess?: ProcessMetrics | undefined }

/** What this process has done since it runs, with its memory, processor and event loop. */
export function processRegister(): Registry {
  return metrics().register
}

/** Counts an attempt to send an event. */
export function countDelivery(of: {
  readonly shape: string
  readonly outcome: DeliveryOutcome
}): void {
  metrics().deliveries.inc({ ...of })
}

/**
 * Measures a turn at a job.
 *
 * @param parameters.work Resolves to how it ended; what it throws counts as failed, and is thrown on.
 */
export async function measureJob(
  queue: string,
  work: () => Promise<JobOutcome>,
): Promise<JobOutcome> {
  const end = metrics().jobs.startTimer({ queue })
  try {
    const outcome = await work()
    end({ outcome })
    return outcome
  } catch (error) {
    end({ outcome: 'failed' })
    throw error
  }
}

function metrics(): ProcessMetrics {
  if (held.sutureProcess) return held.sutureProcess
  const register = new Registry()
  collectDefaultMetrics({ register })
  const registers = [register]
  const jobs = new Histogram({
    name: 'suture_job_seconds',
    help: 'Turns at jobs by this process.',
    labelNames: ['queue', 'outcome'] as const,
    buckets: [0.1, 0.5, 1, 5, 20, 60],
    registers,
  })
  const deliveries = new Counter({
    name: 'suture_delivery_attempts_total',
    help: 'Attempts of this process to send an event to a subscriber.',
    labelNames: ['shape', 'outcome'] as const,
    registers,
  })
  held.sutureProcess = { register, jobs, deliveries }
  return held.sutureProcess
}
