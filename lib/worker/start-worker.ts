/** What runs in rounds until it is stopped. */
export type Worker = {
  /** Ends the round that is under way and resolves when nothing runs any more. */
  readonly stop: () => Promise<void>
}

export type StartWorkerParameters = {
  /** One round. Resolves to whether all went well; what it throws counts as a failure. */
  readonly round: (signal: AbortSignal) => Promise<boolean>
  /** Seconds from the end of a round to the next. */
  readonly seconds: number
  /** Seconds before the first one, so that a start is not slowed down. */
  readonly firstAfter?: number | undefined
}

/** A failing node is asked less and less often, down to an eighth. */
const longestBackOff = 8

/** Runs rounds one after the other, never two at a time. Does not keep the process alive. */
export function startWorker({ round, seconds, firstAfter = 20 }: StartWorkerParameters): Worker {
  const controller = new AbortController()
  const { signal } = controller
  const done = run()
  return {
    stop: async () => {
      controller.abort()
      await done
    },
  }

  async function run(): Promise<void> {
    let factor = 1
    let pause = Math.min(firstAfter, seconds)
    while (await wait(pause, signal)) {
      const isWell = await round(signal).catch(report)
      factor = isWell ? 1 : Math.min(factor * 2, longestBackOff)
      pause = seconds * factor
    }
  }
}

/** @returns Whether the time is over; false where it was stopped. */
function wait(seconds: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false)
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve(true)
    }, seconds * 1_000)
    timer.unref()
    function stop() {
      clearTimeout(timer)
      resolve(false)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}

function report(error: unknown): false {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return false
}
