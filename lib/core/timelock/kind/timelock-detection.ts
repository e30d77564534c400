import type { TimelockKind } from '@/lib/core/timelock/kind/queued-operation'

/** Something about a timelock that whoever relies on it should know, whatever waits in it. */
export type TimelockBadge = {
  /** Stable, for machines: `executor-escalation`, `delay-can-be-bypassed`, `open-proposer`, … */
  readonly id: string
  /** `good`: a protection that others lack. */
  readonly severity: 'critical' | 'high' | 'medium' | 'low' | 'good'
  /** One sentence. */
  readonly title: string
  /** What it means and what would mend it, with the advisory where there is one. */
  readonly detail: string
}

/** What kind of timelock a contract is, by its code and by what it answers. */
export type TimelockDetection = {
  readonly kind: TimelockKind
  /** What could be told of its generation, e.g. `4.9`, `≥ 5.0`, `3.3 to 4.0`; the topics may be equal, the rules not. */
  readonly generation: string
  /** Seconds, as it answers now; undefined where the kind has no one delay. */
  readonly minDelay?: bigint | undefined
  /** Seconds after which what is ready expires; undefined where it never does. */
  readonly gracePeriod?: bigint | undefined
  readonly badges: readonly TimelockBadge[]
}
