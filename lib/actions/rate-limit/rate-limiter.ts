type Bucket = { tokens: number; at: number }

/** What an address has left. */
export type Share = {
  /** 0 where the request is taken; else after how many seconds the next one is. */
  readonly retryAfter: number
  /** Requests that would be taken at once. */
  readonly left: number
  /** Seconds until there is one more. */
  readonly seconds: number
}

/** More addresses than a process has to remember: the one that was quiet for longest begins anew. */
const mostAddresses = 20_000

/** A bucket of requests for each address, which fills again all the time and holds what a minute brings. */
export class RateLimiter {
  readonly #perMinute: number
  readonly #buckets = new Map<string, Bucket>()

  /** @param perMinute 0: any number. */
  constructor(perMinute: number) {
    this.#perMinute = perMinute
  }

  /**
   * Takes one request.
   *
   * @param now Milliseconds, by any clock that does not go back.
   * @returns undefined where any number is taken.
   */
  take(address: string, now: number): Share | undefined {
    if (this.#perMinute === 0) return undefined
    const perMillisecond = this.#perMinute / 60_000
    const before = this.#buckets.get(address)
    const filled = before ? before.tokens + (now - before.at) * perMillisecond : this.#perMinute
    const tokens = Math.min(this.#perMinute, filled)
    const isTaken = tokens >= 1
    // The last one of a map is the one that was heard of last.
    this.#buckets.delete(address)
    const rest = isTaken ? tokens - 1 : tokens
    this.#buckets.set(address, { tokens: rest, at: now })
    if (this.#buckets.size > mostAddresses) {
      const [oldest] = this.#buckets.keys()
      if (oldest !== undefined) this.#buckets.delete(oldest)
    }
    const left = Math.floor(rest)
    const seconds = Math.max(1, Math.ceil((left + 1 - rest) / perMillisecond / 1_000))
    return { retryAfter: isTaken ? 0 : seconds, left, seconds }
  }
}
