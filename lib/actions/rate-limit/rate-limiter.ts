type Bucket = { tokens: number; at: number }

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
   * @returns 0, or after how many seconds the next one is taken.
   */
  take(address: string, now: number): number {
    if (this.#perMinute === 0) return 0
    const perMillisecond = this.#perMinute / 60_000
    const before = this.#buckets.get(address)
    const filled = before ? before.tokens + (now - before.at) * perMillisecond : this.#perMinute
    const tokens = Math.min(this.#perMinute, filled)
    const isTaken = tokens >= 1
    // The last one of a map is the one that was heard of last.
    this.#buckets.delete(address)
    this.#buckets.set(address, { tokens: isTaken ? tokens - 1 : tokens, at: now })
    if (this.#buckets.size > mostAddresses) {
      const [oldest] = this.#buckets.keys()
      if (oldest !== undefined) this.#buckets.delete(oldest)
    }
    return isTaken ? 0 : Math.max(1, Math.ceil((1 - tokens) / perMillisecond / 1_000))
  }
}
