import type { CheckFactValues, FactKind } from './check-facts'
import type { CheckSeverity, Finding, FindingEvidence } from './finding'

/** What a check concludes when all it needs is known. It may still conclude that it cannot tell. */
export type Judgement = Pick<Finding, 'verdict' | 'detail' | 'evidence'>

/**
 * A pure check. It runs only when everything it needs is known; else its finding is `unknown`. Without arguments it is any
 * check, whatever it needs.
 */
export type Check<
  Needs extends FactKind = FactKind,
  May extends FactKind = [FactKind] extends [Needs] ? FactKind : never,
> = {
  /** As in the catalogue, e.g. `ST-01`. */
  readonly id: string
  readonly title: string
  readonly severity: CheckSeverity
  /**
   * What it looks at: each upgrade by itself, or the patch as a whole.
   */
  readonly about: 'upgrade' | 'patch'
  /**
   * `integrity` compares what has to be equal, and nobody can talk it away. `judgement` asks people to look; a typed
   * reason answers it.
   */
  readonly kind: 'integrity' | 'judgement'
  readonly needs: readonly Needs[]
  /** Facts that it uses where they are known. */
  readonly may?: readonly May[] | undefined
  readonly incident?: string | undefined
  readonly remedy: string
  readonly run: (
    values: Pick<CheckFactValues, Needs> & Partial<Pick<CheckFactValues, May>>,
  ) => Judgement
  /** What to tell where something it needs is not known. Evidence to look at; the verdict stays `unknown`. */
  readonly hint?: (
    values: Partial<Pick<CheckFactValues, Needs | May>>,
  ) => readonly FindingEvidence[]
}
