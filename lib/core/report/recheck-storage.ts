import type { Check } from '@/lib/core/check/check'
import type { CheckFact, CheckFacts, FactKind, LiveStorage } from '@/lib/core/check/check-facts'
import type { Verdict } from '@/lib/core/check/finding'
import { runCheck } from '@/lib/core/check/run-check'
import { elementSize, gapSize, layoutCompatible } from '@/lib/core/check/storage/layout-checks'
import { liveValues } from '@/lib/core/check/storage/live-values'
import type { Report, UpgradeReport } from './report'
import type { ReviewedCode } from './reviewed-code'

/** What a report says of the storage, and what its own layouts and words say when they are compared again. */
export type RecheckedFinding = {
  readonly check: string
  readonly title: string
  /** Undefined where the report has no such finding. */
  readonly told: Verdict | undefined
  readonly computed: Verdict
  /** Whether verdict and evidence are the same. */
  readonly same: boolean
}

/**
 * The verdicts on the storage of one upgrade, computed again from the layouts in the report by the same code that made it.
 *
 * @param parameters.live The storage as somebody else read it; that of the report where it is absent.
 */
export function recheckStorage(
  report: Report,
  { upgrade, live = upgrade.live }: { upgrade: UpgradeReport; live?: readonly LiveStorage[] },
): RecheckedFinding[] {
  const facts = storageFacts(upgrade, live)
  const about = { facts, subject: upgrade.name, reproduce: '' }
  return storageChecks.map((check) => {
    const told = report.findings.find(
      (one) => one.check === check.id && one.subject === upgrade.name,
    )
    const computed = runCheck(check, about)
    const { id, title } = check
    const same =
      told?.verdict === computed.verdict &&
      told.detail === computed.detail &&
      JSON.stringify(told.evidence) === JSON.stringify(computed.evidence)
    return { check: id, title, told: told?.verdict, computed: computed.verdict, same }
  })
}

const storageChecks = [layoutCompatible, liveValues, gapSize, elementSize] as readonly Check[]

/** As the report says what each fact rests on, and why one is not known. */
function storageFacts(upgrade: UpgradeReport, live: readonly LiveStorage[]): CheckFacts {
  const fact = <T>(kind: FactKind, value: T | undefined): CheckFact<T> => {
    const line = upgrade.facts.find((one) => one.kind === kind)
    if (line?.known && value !== undefined) return { known: true, value, anchor: line.anchor }
    return { known: false, reason: line && !line.known ? line.reason : 'was not gathered' }
  }
  return {
    'old layout': fact('old layout', layoutIn(upgrade.from)),
    'new layout': fact('new layout', layoutIn(upgrade.to)),
    'live values': fact('live values', live),
  }
}

function layoutIn(code: ReviewedCode | undefined) {
  return code?.sources.known ? code.sources.layout : undefined
}
