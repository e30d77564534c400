import type { Check } from './check'
import type { CheckFacts, CheckFactValues, FactKind } from './check-facts'
import type { Anchor, Finding } from './finding'
import { isSimulatedKind } from './simulated-kinds'

export type RunCheckParameters = {
  readonly facts: CheckFacts
  /** What is looked at, e.g. `HarborVault → HarborVaultV2`. */
  readonly subject: string
  /** The command line that gives the finding again. */
  readonly reproduce: string
}

/**
 * Runs one check. A fact it needs that is not known makes it `unknown`, and so does a fact that only the proposer wrote,
 * where it would have passed: such a fact may inform, never turn a check green.
 */
export function runCheck(check: Check, { facts, subject, reproduce }: RunCheckParameters): Finding {
  const { id, title, severity, kind: checkKind, incident, needs, may = [] } = check
  const base = { check: id, title, severity, kind: checkKind, subject, incident, reproduce }
  const missing = needs.flatMap((kind) => {
    const fact = facts[kind] ?? notGathered(kind)
    return fact.known ? [] : [{ where: kind, what: fact.reason }]
  })
  if (missing.length > 0) {
    const detail = `Not checked: ${missing.map(({ where }) => where).join(', ')} not known.`
    const hints = check.hint?.(valuesOf(facts, [...needs, ...may])) ?? []
    const evidence = [...missing, ...hints]
    return { ...base, verdict: 'unknown', detail, evidence, remedy: check.remedy }
  }
  const anchor = weakestAnchor([...needs, ...may], facts)
  const { verdict, detail, evidence } = check.run(valuesOf(facts, [...needs, ...may]))
  const isUnproven = anchor === 'proposer' && (verdict === 'pass' || verdict === 'not-applicable')
  if (isUnproven) {
    const unproven = `Only the proposer says so: ${detail}`
    return { ...base, verdict: 'unknown', detail: unproven, evidence, anchor, remedy: check.remedy }
  }
  const remedy = verdict === 'pass' || verdict === 'not-applicable' ? undefined : check.remedy
  return { ...base, verdict, detail, evidence, anchor, remedy }
}

const anchors: readonly Anchor[] = ['chain', 'recomputed', 'third-party', 'proposer']

function weakestAnchor(kinds: readonly FactKind[], facts: CheckFacts): Anchor | undefined {
  const ranks = kinds.flatMap((kind) => {
    const fact = facts[kind]
    return fact?.known ? [anchors.indexOf(fact.anchor)] : []
  })
  return anchors[Math.max(...ranks)]
}

/** The values that are known, of what the check asked for. */
function valuesOf(facts: CheckFacts, kinds: readonly FactKind[]): CheckFactValues {
  const known = kinds.flatMap((kind) => {
    const fact = facts[kind]
    return fact?.known ? [[kind, fact.value]] : []
  })
  return Object.fromEntries(known)
}

function notGathered(kind: FactKind) {
  const reason = isSimulatedKind(kind) ? 'no simulation was made' : 'was not gathered'
  return { known: false, reason } as const
}
