/** `not-applicable` always comes with its reason. What could not be checked is `unknown`, never `pass`. */
export type Verdict = 'pass' | 'warn' | 'fail' | 'unknown' | 'not-applicable'

/** How bad it is if the check is right. */
export type CheckSeverity = 'critical' | 'high' | 'medium' | 'low'

/**
 * What a fact rests on, strongest first: read from the chain, computed here, told by a service or a file of others, told
 * by the one who proposes.
 */
export type Anchor = 'chain' | 'recomputed' | 'third-party' | 'proposer'

/** One observation behind a verdict: the slot, the selector, the event, and what is the matter with it. */
export type FindingEvidence = { readonly where: string; readonly what: string }

/** What one check says of one subject. */
export type Finding = {
  /** As in the catalogue, e.g. `ST-01`. */
  readonly check: string
  readonly title: string
  readonly verdict: Verdict
  readonly severity: CheckSeverity
  /** Whether a typed reason can answer it. */
  readonly kind: 'integrity' | 'judgement'
  /** What was looked at, e.g. `HarborVault → HarborVaultV2`. */
  readonly subject: string
  readonly detail: string
  readonly evidence: readonly FindingEvidence[]
  /** The weakest of what it rests on. Absent where nothing was known. */
  readonly anchor?: Anchor | undefined
  /** Where this went wrong before. */
  readonly incident?: string | undefined
  /** What to do about it; for findings that ask for something. */
  readonly remedy?: string | undefined
  /** The command line that gives this finding again. */
  readonly reproduce: string
}

const order: readonly Verdict[] = ['pass', 'not-applicable', 'warn', 'unknown', 'fail']

/** The worst verdict of several. Of none it is `unknown`: nothing was checked. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  const worst = Math.max(...verdicts.map((verdict) => order.indexOf(verdict)))
  return order[worst] ?? 'unknown'
}
