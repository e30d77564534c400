/** Runs a piece of work when it is its turn. */
export type TakeTurn = <T>(work: () => Promise<T>, signal?: AbortSignal | undefined) => Promise<T>

/** Lets so many work at one time, in the order in which they came. Who is aborted while waiting leaves the row. */
export function createTurns(concurrency: number): TakeTurn {
  let free = concurrency
  const waiting = new Set<() => void>()
  const release = () => {
    const [next] = waiting
    if (!next) free += 1
    else {
      waiting.delete(next)
      next()
    }
  }
  const wait = (signal: AbortSignal | undefined) =>
    new Promise<void>((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        waiting.delete(start)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', leave, { once: true })
      waiting.add(start)
    })
  return async (work, signal) => {
    signal?.throwIfAborted()
    if (free > 0) free -= 1
    else await wait(signal)
    try {
      return await work()
    } finally {
      release()
    }
  }
}
