/** One way of doing a piece of work. */
export type Contender = {
  readonly name: string
  readonly run: () => unknown
}

/** Several ways of doing the same work; the first is what the others are held against. */
export type Comparison = {
  readonly title: string
  readonly contenders: readonly [Contender, ...Contender[]]
  /** Rows of work that one call of `run` does, e.g. inserts; the figures are per one. Default 1. */
  readonly work?: number | undefined
  /** How often each is measured. Default 15. */
  readonly samples?: number | undefined
}

/** A group is a file `bench/<name>.bench.ts` that exports one of these as `bench`. */
export type Bench = {
  /** Sets up, hands each comparison to `compare` while what it needs is alive, and cleans up. */
  readonly run: (compare: (comparison: Comparison) => Promise<void>) => Promise<void>
}
