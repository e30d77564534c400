import { setTimeout as sleep } from 'node:timers/promises'

/**
 * What a promise gives within so many milliseconds, else undefined: whoever waits in front of a page has waited long enough then. The
 * promise goes on.
 *
 * @throws What the promise throws in time.
 */
export async function inTime<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  // A timer cannot wait for ever.
  if (!Number.isFinite(milliseconds)) return await promise
  const over = new AbortController()
  const late = sleep(milliseconds, undefined, { signal: over.signal }).catch(() => undefined)
  try {
    return await Promise.race([promise, late])
  } finally {
    over.abort()
  }
}
