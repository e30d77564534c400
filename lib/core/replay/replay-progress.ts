import type { ReplayOutcome } from './replay-result'

/** What a replay that is under way is at. */
export type ReplayProgress = {
  /** `search`: it is not known yet which transactions they are. */
  readonly phase: 'search' | 'run'
  /** How many were asked for, up to which block. */
  readonly last: number
  readonly block: bigint
  /** Of each transaction in the order of the chain; undefined for one that has not been run. */
  readonly outcomes: readonly (ReplayOutcome | undefined)[]
}

/** A replay that has stopped before its end, and can go on. */
export type StoppedReplay = {
  readonly last: number
  readonly block: bigint
  readonly done: number
  /** Undefined where it did not come to know which transactions they are. */
  readonly total: number | undefined
  /** `interrupted`: nobody has stopped it; what ran it has gone. */
  readonly why: 'cancelled' | 'failed' | 'interrupted'
  readonly problem?: string | undefined
}
