import type { Check } from './check'
import type { CheckFacts } from './check-facts'
import { checks } from './checks'
import { placeOf } from './families'
import type { Finding } from './finding'
import { describeLack, type OpenCheck, openChecks } from './open-checks'
import { runCheck } from './run-check'
import { isSimulatedCheck } from './simulated-kinds'

/** One thing under review, by its name, with what is known of it. */
export type ReviewSubject = { readonly name: string; readonly facts: CheckFacts }

export type ReviewFindingsParameters = {
  readonly patch: ReviewSubject
  /** Each upgrade of the patch; its facts need not repeat those of the patch. */
  readonly upgrades: readonly ReviewSubject[]
  /** The command line that gives the finding of a check again, by its id. */
  readonly reproduce: (check: string) => string
}

/**
 * What every check of the catalogue says, in its order: checks on upgrades once for each, those on the patch once, and
 * those that nothing here can answer as unknown. No check is left out.
 */
export function reviewFindings(parameters: ReviewFindingsParameters): Finding[] {
  const open = openChecks.map((check) => unanswered(check, parameters))
  return inOrder([...findingsOf(checks, parameters), ...open])
}

/** What those checks say that a simulation answers, in the order of the catalogue. */
export function simulationFindings(parameters: ReviewFindingsParameters): Finding[] {
  return inOrder(findingsOf(checks.filter(isSimulatedCheck), parameters))
}

/** What those checks say that past transactions answer, in the order of the catalogue. */
export function replayFindings(parameters: ReviewFindingsParameters): Finding[] {
  return inOrder(
    findingsOf(
      checks.filter(({ needs }) => needs.includes('replay')),
      parameters,
    ),
  )
}

function inOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => placeOf(a.check) - placeOf(b.check))
}

function findingsOf(
  some: readonly Check[],
  { patch, upgrades, reproduce }: ReviewFindingsParameters,
): Finding[] {
  const run = (check: Check): Finding[] => {
    if (check.about === 'patch') return [runOn(check, patch, reproduce)]
    if (upgrades.length === 0) return [withoutUpgrade(check, patch, reproduce)]
    return upgrades.map(({ name, facts }) =>
      runOn(check, { name, facts: { ...patch.facts, ...facts } }, reproduce),
    )
  }
  return some.flatMap(run)
}

function runOn(
  check: Check,
  { name, facts }: ReviewSubject,
  reproduce: ReviewFindingsParameters['reproduce'],
): Finding {
  return runCheck(check, { facts, subject: name, reproduce: reproduce(check.id) })
}

function withoutUpgrade(
  check: Check,
  { name }: ReviewSubject,
  reproduce: ReviewFindingsParameters['reproduce'],
): Finding {
  const { id, title, severity, kind } = check
  const detail = 'The calls replace no code.'
  const evidence = [{ where: 'calls', what: 'none of them is an upgrade' }]
  const base = { check: id, title, severity, kind, subject: name, reproduce: reproduce(id) }
  return { ...base, verdict: 'not-applicable', detail, evidence, anchor: 'recomputed' }
}

function unanswered(
  check: OpenCheck,
  { patch: { name }, reproduce }: ReviewFindingsParameters,
): Finding {
  const { id, title, severity, lacks } = check
  const what = describeLack(lacks)
  return {
    check: id,
    title,
    severity,
    kind: 'judgement',
    subject: name,
    verdict: 'unknown',
    detail: `Not checked: ${what}.`,
    evidence: [{ where: lacks, what }],
    reproduce: reproduce(id),
  }
}
