import type { Address, Hash, Hex } from 'viem'
import type { TracedBytes } from '@/lib/core/simulation/call-frame'
import type { Difference } from './difference'
import type { ReplayWay } from './replay-way'

/**
 * How a transaction came out. `not reproducible`: the old code does not do what the chain says it did. `unknown`: it could
 * not be run or seen. Neither says anything of the new code. `not run`: there was no code to replace yet.
 */
export const replayOutcomes = [
  'newly succeeds',
  'newly reverts',
  'different',
  'same',
  'not reproducible',
  'unknown',
  'not run',
] as const

export type ReplayOutcome = (typeof replayOutcomes)[number]

/** How a side ended. */
export type ReplayEnd = {
  readonly succeeded: boolean
  readonly gasUsed: bigint
  /** What it reverted with, and the node's word for it; absent where it succeeded. */
  readonly revert?: { readonly data: TracedBytes; readonly error: string } | undefined
}

/** What came of one transaction. */
export type ReplayResult = {
  readonly hash: Hash
  readonly blockNumber: bigint
  /** Its place in the block. */
  readonly index: number
  readonly outcome: ReplayOutcome
  /** Why nothing follows from it, in a clause. */
  readonly reason?: string | undefined
  /** Whether it was run on its own state, or on what others before it left in a simulation. */
  readonly state: 'exact' | 'cumulative'
  /** How its state was learnt; absent where it was not. */
  readonly way?: ReplayWay | undefined
  /** The first call of it that reached a replaced code: the proxy, and the selector, shorter where there was less. */
  readonly called?: { readonly proxy: Address; readonly selector: Hex } | undefined
  readonly before?: ReplayEnd | undefined
  readonly after?: ReplayEnd | undefined
  /** Bounded. */
  readonly differences: readonly Difference[]
  /** How many differences are left out. */
  readonly leftOut: number
}
