import { visibleText } from '@/lib/core/chain/visible-text'
import type { Finding } from '@/lib/core/check/finding'
import type { FactLine, Report } from './report'

/** One thing that two reports say differently. */
export type ReportDifference = {
  /** The check with its subject, or the fact. */
  readonly where: string
  readonly given: string
  readonly made: string
}

/** What a report that was made here says differently than the one that was given. */
export function compareReports(given: Report, made: Report): ReportDifference[] {
  return [
    ...compare(lines(given), lines(made)),
    ...(given.verdict === made.verdict
      ? []
      : [{ where: 'verdict', given: given.verdict, made: made.verdict }]),
  ]
}

function lines({ findings, facts, upgrades }: Report): Map<string, string> {
  return new Map([
    ...findings.map(
      (finding) => [`${finding.check} ${finding.subject}`, wordsOf(finding)] as const,
    ),
    ...factsOf('patch', facts),
    ...upgrades.flatMap((upgrade) => factsOf(upgrade.name, upgrade.facts)),
  ])
}

function factsOf(subject: string, facts: readonly FactLine[]): (readonly [string, string])[] {
  return facts.map((fact) => [
    `${fact.kind} of ${subject}`,
    fact.known ? fact.anchor : `unknown: ${fact.reason}`,
  ])
}

/** All that a finding says, so that not even a piece of evidence can be left out unnoticed. */
function wordsOf({ verdict, detail, anchor, evidence, ...rest }: Finding): string {
  const seen = evidence.map(({ where, what }) => `${where}: ${what}`).join('; ')
  return [verdict, detail, anchor ?? 'no anchor', seen, rest.title, rest.severity, rest.kind].join(
    ' · ',
  )
}

function compare(
  given: ReadonlyMap<string, string>,
  made: ReadonlyMap<string, string>,
): ReportDifference[] {
  const shown = (text: string | undefined) =>
    text === undefined ? 'nothing' : visibleText(text, { maxLength: 300 })
  return [...new Set([...given.keys(), ...made.keys()])]
    .filter((where) => given.get(where) !== made.get(where))
    .map((where) => ({
      where: visibleText(where, { maxLength: 120 }),
      given: shown(given.get(where)),
      made: shown(made.get(where)),
    }))
}
