import { setTimeout as sleep } from 'node:timers/promises'

/** How much goes into one chunk at most, however much there is. */
export type ChunkBounds = {
  /** With so many events it ends. */
  readonly events: number
  /** With so many characters of their data: what stays open is kept in memory until the chunk ends. */
  readonly characters: number
  /** After which it ends, whatever is still on its way. */
  readonly seconds: number
}

/** A range by its events and the characters of their data. */
export type Sized = { readonly events: number; readonly characters: number }

/** Ranges of blocks, one of them read ahead, that are put together to chunks. */
export class RangeQueue<range extends Sized> {
  readonly #ranges: AsyncIterator<range>
  #coming: Promise<range | undefined>

  constructor(ranges: AsyncIterable<range>) {
    this.#ranges = ranges[Symbol.asyncIterator]()
    this.#coming = this.#next()
  }

  /**
   * Waits for the next range.
   *
   * @returns Whether there is one.
   * @throws What came in its place.
   */
  async hasNext(): Promise<boolean> {
    return (await this.#coming) !== undefined
  }

  /** The next ranges, at least one where there is one. What comes in the place of a range is left to `hasNext`. */
  async *chunk(most: ChunkBounds): AsyncGenerator<range> {
    const end = performance.now() + most.seconds * 1_000
    for (let [events, characters] = [0, 0]; ; ) {
      const range = await within(this.#coming, end - performance.now())
      if (!range) return
      this.#coming = this.#next()
      events += range.events
      characters += range.characters
      yield range
      if (events >= most.events || characters >= most.characters) return
    }
  }

  /** Waits for what is on its way and of no use any more. */
  async end(): Promise<void> {
    await this.#coming.catch(() => {})
  }

  #next(): Promise<range | undefined> {
    const coming = this.#ranges
      .next()
      .then((next): range | undefined => (next.done ? undefined : next.value))
    // Whoever waits for it hears of it.
    coming.catch(() => {})
    return coming
  }
}

/** What comes in time; undefined in the place of what is late or fails. */
async function within<T>(coming: Promise<T>, milliseconds: number): Promise<T | undefined> {
  const over = new AbortController()
  const late = sleep(Math.max(0, milliseconds), undefined, { signal: over.signal })
  const nothing = () => undefined
  try {
    return await Promise.race([coming.catch(nothing), late.catch(nothing)])
  } finally {
    over.abort()
  }
}
