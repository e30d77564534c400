import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** What is asked for, one request after the other by one reader. */
export type Requests = {
  readonly requests: readonly (readonly [url: string, headers: Record<string, string>][])[]
  /** That every answer has to have. */
  readonly status: number
}

export type Readers = {
  /** All readers at one time. @returns Milliseconds of every request. */
  readonly read: (requests: Requests) => Promise<readonly number[]>
  readonly stop: () => Promise<void>
}

/** Starts the process of those who read. */
export function startReaders(): Readers {
  const child = fork(join(import.meta.dirname, 'readers.mjs'), { execArgv: [] })
  const ended = once(child, 'exit')
  return {
    read: async (requests) => {
      const answered = once(child, 'message')
      child.send(requests)
      const early = ended.then(() => {
        throw new Error('The readers have ended.')
      })
      const [times] = await Promise.race([answered, early])
      return times as readonly number[]
    },
    stop: async () => {
      child.disconnect()
      await ended
    },
  }
}
