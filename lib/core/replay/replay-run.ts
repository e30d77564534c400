import type { Hex } from 'viem'
import type { CallFrame } from '@/lib/core/simulation/call-frame'
import type { RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import type { WholeLog } from './historic-transaction'

/** What a transaction did when it was run again. */
export type ReplayRun = {
  readonly succeeded: boolean
  readonly gasUsed: bigint
  /** What it returned, or reverted with. */
  readonly output: Hex
  /** The node's word for how it failed. */
  readonly error?: string | undefined
  readonly logs: readonly WholeLog[]
  readonly frames: readonly CallFrame[]
  /** Without what gas cost and whom that paid. */
  readonly diff: RawStateDiff
}
