import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { diffJson } from '@/lib/core/canonical/diff-json'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Finding } from '@/lib/core/check/finding'
import type { ReplayReport } from './replay-report'
import type { FactLine, Report } from './report'
import { serializeReplayReport } from './serialize-replay-report'
import { serializeReport } from './serialize-report'
import { serializeSimulation } from './serialize-simulation'
import type { SimulationReport } from './simulation-report'

/** One thing that two reports say differently. */
export type ReportDifference = {
  /** The check with its subject, the fact, or the member of the JSON. */
  readonly where: string
  /** The check whose finding differs; undefined for all else. */
  readonly check?: string | undefined
  readonly given: string
  readonly made: string
}

/** More places in code, layouts and storage would not be read. */
const shownPlaces = 40
const shownMembers = 6

/**
 * What a report that was made here says differently than the one that was given. Empty only where both are the same to
 * the byte.
 */
export function compareReports(given: Report, made: Report): ReportDifference[] {
  return compareDocuments(documentOf(given), documentOf(made))
}

/** The same of a simulation. */
export function compareSimulations(
  given: SimulationReport,
  made: SimulationReport,
): ReportDifference[] {
  return compareDocuments(simulationDocument(given), simulationDocument(made))
}

/** The same of a replay. */
export function compareReplays(given: ReplayReport, made: ReplayReport): ReportDifference[] {
  return compareDocuments(replayDocument(given), replayDocument(made))
}

type Document = {
  readonly findings: ReadonlyMap<string, Line>
  readonly facts: ReadonlyMap<string, Line>
  readonly verdict: string
  readonly wire: object
  /** What no line tells. */
  readonly rest: object
}

function compareDocuments(given: Document, made: Document): ReportDifference[] {
  const told = [
    ...compareLines(given.findings, made.findings),
    ...compareLines(given.facts, made.facts),
    ...(given.verdict === made.verdict
      ? []
      : [{ where: 'verdict', given: given.verdict, made: made.verdict }]),
  ]
  const places = diffJson(given.rest, made.rest, shownPlaces).map(({ path, from, to }) => ({
    where: shown(path, 120),
    given: shownValue(from),
    made: shownValue(to),
  }))
  if (told.length > 0 || places.length > 0) return [...told, ...places]
  // The same lines in another order are other bytes.
  return diffJson(given.wire, made.wire, 1).map(({ path }) => ({
    where: 'order',
    given: `${shown(path, 120)} and what follows stand elsewhere`,
    made: 'the order of the catalogue',
  }))
}

function documentOf(report: Report): Document {
  const wire = wireOf(report)
  const { verdict } = report
  return {
    ...{ wire, verdict, rest: restOf(wire) },
    findings: findingLines(report),
    facts: factLines(report),
  }
}

function simulationDocument(report: SimulationReport): Document {
  const wire = JSON.parse(serializeSimulation(report))
  const { findings: _, facts: __, verdict: ___, ...rest } = wire
  const facts = report.facts.map(
    ({ subject, ...value }) => [`${value.kind} of ${subject}`, { value }] as const,
  )
  const { verdict } = report
  return { wire, rest, verdict, findings: findingLines(report), facts: numbered(facts) }
}

function replayDocument(report: ReplayReport): Document {
  const wire = JSON.parse(serializeReplayReport(report))
  const { findings: _, verdict: __, ...rest } = wire
  const { verdict } = report
  return { wire, rest, verdict, findings: findingLines(report), facts: new Map() }
}

type Line = {
  readonly value: FactLine | Finding
  readonly check?: string | undefined
}

/** Of several findings with one name none hides another. */
function findingLines({ findings }: Pick<Report, 'findings'>): ReadonlyMap<string, Line> {
  return numbered(
    findings.map((finding) => [
      `${finding.check} ${finding.subject}`,
      { value: finding, check: finding.check },
    ]),
  )
}

function factLines({ facts, upgrades }: Report): ReadonlyMap<string, Line> {
  const of = (subject: string, lines: readonly FactLine[]) =>
    lines.map((value) => [`${value.kind} of ${subject}`, { value }] as const)
  return numbered([
    ...of('patch', facts),
    ...upgrades.flatMap((upgrade) => of(upgrade.name, upgrade.facts)),
  ])
}

function numbered(lines: readonly (readonly [name: string, line: Line])[]) {
  const found = new Map<string, Line>()
  for (const [name, line] of lines) {
    let key = name
    for (let copy = 2; found.has(key); copy += 1) key = `${name} (${copy})`
    found.set(key, line)
  }
  return found
}

function compareLines(
  given: ReadonlyMap<string, Line>,
  made: ReadonlyMap<string, Line>,
): ReportDifference[] {
  const names = new Set([...given.keys(), ...made.keys()])
  return [...names].flatMap((name) => {
    const [was, is] = [given.get(name), made.get(name)]
    const sides = was && is ? membersThatDiffer(was.value, is.value) : wholeLines(was, is)
    if (!sides) return []
    const check = was?.check ?? is?.check
    return [{ where: shown(name, 120), ...(check ? { check } : {}), ...sides }]
  })
}

type Sides = Pick<ReportDifference, 'given' | 'made'>

/** Every member of a finding, so that not even a piece of evidence can be left out unnoticed. */
function membersThatDiffer(was: Line['value'], is: Line['value']): Sides | undefined {
  const found = diffJson(was, is, shownMembers)
  if (found.length === 0) return undefined
  const side = (key: 'from' | 'to') =>
    found.map((one) => `${shown(one.path, 80)} ${shownValue(one[key])}`).join(', ')
  return { given: side('from'), made: side('to') }
}

function wholeLines(was: Line | undefined, is: Line | undefined): Sides {
  const whole = (line: Line | undefined) => {
    if (!line) return 'nothing'
    const { value } = line
    if ('verdict' in value) return `${value.verdict}: ${shown(value.detail, 200)}`
    return value.known ? value.anchor : `unknown: ${shown(value.reason, 200)}`
  }
  return { given: whole(was), made: whole(is) }
}

type Wire = {
  readonly upgrades: readonly (object & { readonly facts?: unknown })[]
  readonly [member: string]: unknown
}

function wireOf(report: Report): Wire {
  return JSON.parse(serializeReport(report))
}

function restOf({ findings: _, facts: __, verdict: ___, upgrades, ...rest }: Wire) {
  return { ...rest, upgrades: upgrades.map(({ facts: ____, ...upgrade }) => upgrade) }
}

function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  return shown(typeof value === 'string' ? value : canonicalJson(value), 200)
}

function shown(text: string, maxLength: number): string {
  return visibleText(text, { maxLength })
}
