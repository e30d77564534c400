/** Milliseconds for which a node is left alone at most, whatever it asks for. */
const longest = 60_000

/** How long a node wants not to be asked, as it says itself (RFC 9110, 10.2.3). */
export class NodeRest {
  #until = Number.NEGATIVE_INFINITY
  #status = 0

  /** @param retryAfter Seconds, or a date. Anything else asks for nothing. */
  begin(status: number, retryAfter: string | null): void {
    if (retryAfter === null) return
    const isSeconds = /^\d{1,9}$/.test(retryAfter)
    const wait = isSeconds ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - Date.now()
    if (!(wait > 0)) return
    this.#until = performance.now() + Math.min(wait, longest)
    this.#status = status
  }

  /** Why it is not asked now; undefined where it may be. */
  reason(): string | undefined {
    const left = this.#until - performance.now()
    if (left <= 0) return undefined
    return `HTTP ${this.#status} before: it is not asked for ${Math.ceil(left / 1_000)} more seconds`
  }
}
