import type { Check } from './check'
import type { CheckFacts, CheckFactValues, FactKind } from './check-facts'
import { checks } from './checks'
import type { Anchor, Finding } from './finding'

export type RunChecksParameters = {
  readonly facts: CheckFacts
  /** What is looked at, e.g. `HarborVault → HarborVaultV2`. */
  readonly subject: string
  /** The command line that gives the findings again. */
  readonly reproduce: string
}

/** Runs every check of the registry. One finding each, in the order of the catalogue; pure. */
export function runChecks(parameters: RunChecksParameters): Finding[] {
  return checks.map((check) => runCheck(check, parameters))
}

/**
 * Runs one check. A fact it needs that is not known makes it `unknown`, and so does a fact that only the proposer wrote,
 * where it would have passed: such a fact may inform, never turn a check green.
 */
function runCheck(check: Check, { facts, subject, reproduce }: RunChecksParameters): Finding {
  const { id, title, severity, incident, needs } = check
  const base = { check: id, title, severity, subject, incident, reproduce }
  const missing = needs.flatMap((kind) => {
    const fact = facts[kind]
    return fact.known ? [] : [{ where: kind, what: fact.reason }]
  })
  if (missing.length > 0) {
    const detail = `Not checked: ${missing.map(({ where }) => where).join(', ')} not known.`
    return { ...base, verdict: 'unknown', detail, evidence: missing, remedy: check.remedy }
  }
  const anchor = weakestAnchor(needs, facts)
  const { verdict, detail, evidence } = check.run(valuesOf(facts))
  const isUnproven = anchor === 'proposer' && (verdict === 'pass' || verdict === 'not-applicable')
  if (isUnproven) {
    const unproven = `Only the proposer says so: ${detail}`
    return { ...base, verdict: 'unknown', detail: unproven, evidence, anchor, remedy: check.remedy }
  }
  const remedy = verdict === 'pass' || verdict === 'not-applicable' ? undefined : check.remedy
  return { ...base, verdict, detail, evidence, anchor, remedy }
}

const anchors: readonly Anchor[] = ['chain', 'recomputed', 'third-party', 'proposer']

function weakestAnchor(needs: readonly FactKind[], facts: CheckFacts): Anchor | undefined {
  const ranks = needs.flatMap((kind) => {
    const fact = facts[kind]
    return fact.known ? [anchors.indexOf(fact.anchor)] : []
  })
  return anchors[Math.max(...ranks)]
}

/** The values that are known. A check sees only those it asked for by its type. */
function valuesOf(facts: CheckFacts): CheckFactValues {
  const known = Object.entries(facts).flatMap(([kind, fact]) =>
    fact.known ? [[kind, fact.value]] : [],
  )
  return Object.fromEntries(known)
}
