import type { Known } from '@/lib/core/chain/snapshot'

/**
 * Turns a read into a fact: what it answered, or that it could not be read and why. Never throws.
 *
 * @param what - What was asked, in words, e.g. `getMinDelay of 0x…`.
 */
export async function readKnown<T>(what: string, read: Promise<T>): Promise<Known<T>> {
  try {
    return { known: true, value: await read }
  } catch (cause) {
    const [line] = cause instanceof Error ? cause.message.split('\n') : [String(cause)]
    return { known: false, reason: `${what} could not be read: ${line}` }
  }
}
