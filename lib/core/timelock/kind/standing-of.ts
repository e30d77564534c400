import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'

/** What decides where an operation stands: its last instance, what the contract said of it, and its predecessor. */
export type StandingFacts = {
  /** Seconds since the epoch from which it can be executed: the contract's word, else what its events tell. */
  readonly due: bigint
  /** Seconds since the epoch after which it cannot any more; undefined where it never expires. */
  readonly expires?: bigint | undefined
  /** Whether an event closed the last instance. */
  readonly cancelled: boolean
  readonly executed: boolean
  /** What the contract said when it was asked after the last event; undefined where it did not answer. */
  readonly told?: OperationStanding | undefined
  /** Undefined where there is no predecessor; false also where nothing tells whether it is done. */
  readonly predecessorDone?: boolean | undefined
  /** The contract said that it would refuse it, for another reason than its predecessor. */
  readonly refused?: boolean | undefined
}

/** Where an operation that time alone cannot move any more stands. */
export type SettledStanding = 'executed' | 'cancelled' | 'passed' | 'unset' | 'unknown'

/**
 * Where an operation stands at a time. The contract's word wins over the events wherever it was heard after them; only what
 * time does since then is added.
 *
 * @param now Time of a block of the operation's chain, seconds since the epoch; never a wall clock.
 * @internal What the store's own expression is held against.
 */
export function standingOf(facts: StandingFacts, now: bigint): OperationStanding {
  const settled = settledStanding(facts)
  if (settled) return settled
  if (now < facts.due) return 'waiting'
  if (facts.expires !== undefined && now > facts.expires) return 'stale'
  if (facts.predecessorDone === false || facts.refused) return 'blocked'
  return 'ready'
}

/**
 * Where it stands whatever the time is; undefined while time decides.
 *
 * A contract that forgets what was cancelled says `unset`: with the event of it, that is `cancelled`.
 */
export function settledStanding({
  cancelled,
  executed,
  told,
}: Pick<StandingFacts, 'cancelled' | 'executed' | 'told'>): SettledStanding | undefined {
  const byEvents = executed ? 'executed' : cancelled ? 'cancelled' : undefined
  switch (told) {
    case 'executed':
    case 'cancelled':
    case 'passed':
      return told
    case 'unset':
      return byEvents === 'cancelled' ? 'cancelled' : 'unset'
    case 'unknown':
      return byEvents ?? 'unknown'
    case undefined:
      return byEvents
    default:
      return undefined
  }
}
