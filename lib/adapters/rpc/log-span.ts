/** Blocks asked for at once, by the limits that nodes are known for. */
const spans = [200_000n, 50_000n, 10_000n, 2_000n, 1_000n, 500n, 100n, 10n, 1n] as const

/** A node that refused once may only have been busy: after so many answers it is asked for more again. */
const answersUntilMore = 16

/** Events in one answer above which less is asked for: memory, and what is lost when it breaks off. */
const mostEvents = 10_000

/** How many blocks to ask for next. Starts with few: a busy timelock has thousands of events in a hundred blocks. */
export class LogSpan {
  #at: number
  #floor = 0
  #answers = 0

  /** @param first So many blocks at first, where somebody waits and few events are expected. */
  constructor(first: (typeof spans)[number] = 10n) {
    this.#at = spans.indexOf(first)
  }

  /** Blocks to ask for, at least one. */
  get blocks(): bigint {
    return spans[this.#at] ?? 1n
  }

  /** After an answer: with more next time, or with less. */
  served(events: number): void {
    this.#answers += 1
    if (this.#answers % answersUntilMore === 0) this.#floor = Math.max(0, this.#floor - 1)
    if (events > mostEvents) this.#at = Math.min(spans.length - 1, this.#at + 1)
    else if (events < mostEvents / 4) this.#at = Math.max(this.#floor, this.#at - 1)
  }

  /**
   * After a range of so many blocks was refused.
   *
   * @returns Whether there is less to ask for.
   */
  refused(blocks: bigint): boolean {
    const less = spans.findIndex((span) => span < blocks)
    if (less < 0) return false
    this.#at = less
    this.#floor = less
    return true
  }
}
