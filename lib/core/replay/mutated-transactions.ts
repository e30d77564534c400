import type { DifferenceGroup } from './group-results'

/** What came of recent transactions that were changed a little and made without the patch and with it. */
export type MutatedTransactions = {
  /** Real transactions that were changed. */
  readonly transactions: number
  /** Calls made in both worlds, and those of them that came through in at least one. */
  readonly calls: number
  readonly effective: number
  /** What differs, by its cause. A group counts calls, and its hashes are those of the real transactions. */
  readonly groups: readonly MutationGroup[]
  /** What was not tried or could not be seen, in words. */
  readonly untried: readonly string[]
}

/** Calls in which the same thing differs. */
export type MutationGroup = DifferenceGroup & {
  /** How the first of them was changed, in words. */
  readonly change: string
}
