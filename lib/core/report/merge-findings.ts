import { type Finding, worstVerdict } from '@/lib/core/check/finding'
import { isSameSubject } from './is-same-subject'
import type { Report } from './report'
import type { SimulationReport } from './simulation-report'

/** A finding, and the block of the simulation that it comes from; of those of the review itself the report tells. */
export type MergedFinding = Finding & { readonly simulatedAt?: bigint | undefined }

/** A document with the latest block at which it was found to be the same. */
type Confirmed<T> = { readonly report: T; readonly confirmedBlock: bigint }

export type MergeFindingsParameters = {
  readonly review: Confirmed<Pick<Report, 'input' | 'findings'>>
  readonly simulation: Confirmed<SimulationReport> | undefined
}

/** Blocks by which the two may lie apart: a day of Ethereum. */
const mostBlocks = 7_200n

/**
 * What a review and a simulation of the same thing say together: what the simulation found takes the place of what the
 * review could only leave unknown, and of what it saw in a better light. Nothing that is unknown gets lost. A simulation of
 * other calls, another transaction or another protocol says nothing here, and neither does one that is a day older.
 */
export function mergeFindings({ review, simulation }: MergeFindingsParameters): MergedFinding[] {
  const { input, findings } = review.report
  if (!simulation || !isSameSubject(input, simulation.report.input)) return [...findings]
  if (review.confirmedBlock - simulation.confirmedBlock > mostBlocks) return [...findings]
  const simulatedAt = simulation.report.input.block.number
  const found = new Map<string, MergedFinding>()
  for (const finding of simulation.report.findings) {
    found.set(keyOf(finding), { ...finding, simulatedAt })
  }
  return findings.map((finding) => {
    const other = found.get(keyOf(finding))
    return other && (finding.verdict === 'unknown' || isWorse(other, finding)) ? other : finding
  })
}

function isWorse(one: Finding, other: Finding): boolean {
  return one.verdict !== other.verdict && worstVerdict([one.verdict, other.verdict]) === one.verdict
}

function keyOf({ check, subject }: Finding): string {
  return `${check} ${subject}`
}
