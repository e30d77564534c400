/** A labelled fact of an error, kept as data so that a page renders a table and the CLI aligns columns. */
export type ErrorFact = readonly [label: string, value: string]

export type BaseErrorParameters = {
  /** What the reader can do about it, in one sentence. */
  hint?: string | undefined
  /** The facts that explain what happened: addresses in full, both sides of a comparison, units named. */
  facts?: readonly ErrorFact[] | undefined
  /** Whether the same request may succeed later without anyone changing anything. */
  retry?: boolean | undefined
  cause?: unknown
}

/** By which errors of ours know each other although a server holds this module several times, once for each bundle. */
const mark = Symbol.for('suture.error')

/**
 * The root of all errors of ours. The printed message is assembled here and nowhere else:
 * what happened, the facts, what to do.
 */
export class BaseError extends Error {
  override name = 'BaseError'
  readonly shortMessage: string
  readonly facts: readonly ErrorFact[]
  readonly hint: string | undefined
  readonly retry: boolean

  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: of a class below, which inherits this, its own are asked for
    if (this !== BaseError) return Function.prototype[Symbol.hasInstance].call(this, value)
    return value instanceof Error && mark in value
  }

  get [mark](): true {
    return true
  }

  constructor(shortMessage: string, parameters: BaseErrorParameters = {}) {
    const { facts = [], hint, retry = false, cause } = parameters
    super(
      [
        shortMessage,
        ...facts.map(([label, value]) => `${label}: ${value}`),
        ...(hint ? [hint] : []),
      ].join('\n'),
      cause === undefined ? undefined : { cause },
    )
    this.shortMessage = shortMessage
    this.facts = facts
    this.hint = hint
    this.retry = retry
  }
}
