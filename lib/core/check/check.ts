import type { CheckFactValues, FactKind } from './check-facts'
import type { CheckSeverity, Finding } from './finding'

/** What a check concludes when all it needs is known. */
export type Judgement = Pick<Finding, 'verdict' | 'detail' | 'evidence'>

/** A pure check. It runs only when everything it needs is known; else its finding is `unknown`. */
export type Check<Needs extends FactKind = FactKind> = {
  /** As in the catalogue, e.g. `ST-01`. */
  readonly id: string
  readonly title: string
  readonly severity: CheckSeverity
  readonly needs: readonly Needs[]
  readonly incident?: string | undefined
  readonly remedy: string
  readonly run: (values: Pick<CheckFactValues, Needs>) => Judgement
}
