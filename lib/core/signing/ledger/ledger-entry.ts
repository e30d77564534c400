import type { Known } from '@/lib/core/chain/snapshot'

/**
 * `warn` is told and blocks nothing. `needs-acknowledgement` waits for somebody's answer; integrity never has one.
 * What could not be checked is `unknown`, which is no pass.
 */
export type LedgerVerdict =
  | 'pass'
  | 'warn'
  | 'fail'
  | 'unknown'
  | 'needs-acknowledgement'
  | 'not-applicable'

/**
 * What a verdict rests on: the chain as this browser's node tells it, bytes recomputed here, a second node, the Safe service
 * and this server, or what the proposer wrote. The last informs and turns nothing green.
 */
export type LedgerAnchor = 'chain' | 'recomputed' | 'second-rpc' | 'service' | 'proposer'

/** One thing that must hold before anyone signs, sends or executes. */
export type LedgerEntry = {
  readonly id: string
  readonly title: string
  readonly verdict: LedgerVerdict
  readonly detail: string
  readonly anchor: LedgerAnchor
  /** The two values that were compared, where seeing them helps. */
  readonly expected?: string | undefined
  readonly found?: string | undefined
  /** What is not known of it is shown, and stops nobody. */
  readonly isTold?: true | undefined
}

export type EntryHead = Pick<LedgerEntry, 'id' | 'title' | 'anchor'>
export type EntryBody = Pick<LedgerEntry, 'verdict' | 'detail' | 'expected' | 'found'>

/** An entry about one fact; where that is not known, neither is the verdict. */
export function judgeFact<T>(
  fact: Known<T>,
  head: EntryHead,
  judge: (value: T) => EntryBody,
): LedgerEntry {
  if (!fact.known) return { ...head, verdict: 'unknown', detail: fact.reason }
  return { ...head, ...judge(fact.value) }
}

/** Pass or fail, with the values that were compared. */
export function compared(
  expected: string,
  found: string,
  words: { readonly same: string; readonly differs: string },
): EntryBody {
  const isSame = expected.toLowerCase() === found.toLowerCase()
  return {
    verdict: isSame ? 'pass' : 'fail',
    detail: isSame ? words.same : words.differs,
    expected,
    found,
  }
}
