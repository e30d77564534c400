import type { Finding, Verdict } from '@/lib/core/check/finding'
import type { Report } from './report'
import { type AuthorityOutline, outlineAuthority } from './report-authority'
import { reportTitle } from './report-title'
import { reproduceLine } from './reproduce-line'
import type { ReviewedCode } from './reviewed-code'
import { hashReport, serializeReport } from './serialize-report'

/** A report in the order in which it is read, for any renderer. Text of others is still as it was given. */
export type ReportOutline = {
  readonly title: string
  readonly facts: readonly (readonly [label: string, value: string])[]
  /** How many findings there are of every verdict, also of none. */
  readonly counts: readonly (readonly [verdict: Verdict, count: number])[]
  /** What asks for something, by consequence. */
  readonly attention: readonly Finding[]
  /** Who may do what, before and after. */
  readonly authority: AuthorityOutline
  /** What could not be found out, by reason. */
  readonly unknown: readonly { readonly reason: string; readonly checks: readonly string[] }[]
  readonly passed: readonly string[]
  readonly notApplicable: readonly string[]
  readonly reproduce: string
}

const verdicts: readonly Verdict[] = ['fail', 'unknown', 'warn', 'pass', 'not-applicable']
const severities: readonly Finding['severity'][] = ['critical', 'high', 'medium', 'low']

export function outlineReport(report: Report): ReportOutline {
  const { findings, input } = report
  const of = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict)
  const attention = [...of('fail'), ...of('warn')].toSorted(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  )
  return {
    title: reportTitle(input),
    facts: factsOf(report),
    counts: verdicts.map((verdict) => [verdict, of(verdict).length]),
    attention,
    authority: outlineAuthority(report),
    unknown: byReason(of('unknown')),
    passed: idsOf(of('pass')),
    notApplicable: idsOf(of('not-applicable')),
    reproduce: reproduceLine(),
  }
}

function factsOf(report: Report): [string, string][] {
  const { chainId, block, protocol, operation, patch } = report.input
  return [
    ['Verdict', report.verdict],
    ['Chain', String(chainId)],
    ['Block', `${block.number} ${block.hash}`],
    ...labelled('Timelock', protocol.timelock),
    ...labelled('Operation id', operation?.id),
    ...labelled('Patch digest', patch?.digest),
    ...labelled('Safe', protocol.safe),
    ...report.upgrades.flatMap(({ name, from, to }): [string, string][] => [
      ['Upgrade', name],
      ...(from ? [['From', describeCode(from)] satisfies [string, string]] : []),
      ['To', describeCode(to)],
    ]),
    ['Report hash', hashReport(serializeReport(report))],
  ]
}

/** Which code, and how sure it is that the sources that were looked at are its own. */
function describeCode({ address, sources }: ReviewedCode): string {
  if (!sources.known) return `${address}, sources unknown: ${sources.reason}`
  const { contract, compiler, verification } = sources
  return `${address}, ${contract} with ${compiler}: ${verification.match}`
}

function labelled(label: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[label, value]]
}

function byReason(findings: readonly Finding[]): ReportOutline['unknown'] {
  const reasons = [...new Set(findings.map(({ detail }) => detail))]
  return reasons.map((reason) => ({
    reason,
    checks: idsOf(findings.filter(({ detail }) => detail === reason)),
  }))
}

function idsOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ check }) => check))]
}
