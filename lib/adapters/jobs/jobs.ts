/** A piece of work: done by one of the processes that work, soon. */
export type Job = {
  readonly queue: string
  /** Of several of one key that wait, one is enough. */
  readonly key: string
  /** Plain JSON. */
  readonly data: object
}

export type JobHandler = (data: unknown, signal: AbortSignal) => Promise<void>

/**
 * What is to be done, shared by all processes of this instance. A job may be lost with the process that did it, and may be
 * done twice: what it does has to be safe for that, and whoever wants it done asks for it again in every round.
 */
export type Jobs = {
  /** Leaves it to whoever works. */
  send(job: Job): Promise<void>
  /** Does the jobs of a queue from now on, so many at a time. What the handler throws is reported, and ends the job only. */
  work(queue: string, handler: JobHandler, options?: { readonly atOnce?: number }): Promise<void>
  /** How many wait to be done. */
  waiting(queue: string): Promise<number>
  /** Takes no more, tells what is under way to end, and waits for it. */
  stop(): Promise<void>
}

/** Says what went wrong where whoever runs the server looks. */
export function reportJob(queue: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${queue}: ${text}\n`)
}
