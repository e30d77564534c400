import { isAddressEqual } from 'viem'
import { type Finding, worstVerdict } from '@/lib/core/check/finding'
import { isSameSubject } from './is-same-subject'
import type { ReplayReport } from './replay-report'
import type { Report } from './report'
import type { ReviewInput } from './review-input'
import type { SimulationReport } from './simulation-report'

/** A finding, and the block of the simulation or replay that it comes from; of those of the review itself the report tells. */
export type MergedFinding = Finding & {
  readonly simulatedAt?: bigint | undefined
  readonly replayedAt?: bigint | undefined
}

/** A document with the latest block at which it was found to be the same. */
type Confirmed<T> = { readonly report: T; readonly confirmedBlock: bigint }

export type MergeFindingsParameters = {
  readonly review: Confirmed<Pick<Report, 'input' | 'findings' | 'upgrades'>>
  readonly simulation?: Confirmed<SimulationReport> | undefined
  readonly replay?: Confirmed<ReplayReport> | undefined
}

/** Blocks by which documents may lie apart: a day of Ethereum. */
export const mostBlocksApart = 7_200n

/**
 * What a review, a simulation and a replay of the same thing say together: what the others found takes the place of what the
 * review could only leave unknown, and of what it saw in a better light. Nothing that is unknown gets lost. What is of other
 * calls, another transaction or another protocol says nothing here, and neither does what is a day older, nor a replay of
 * other code.
 */
export function mergeFindings({
  review,
  simulation,
  replay,
}: MergeFindingsParameters): MergedFinding[] {
  const found = new Map<string, MergedFinding>()
  if (simulation && isOfSame(review, simulation)) {
    const simulatedAt = simulation.report.input.block.number
    for (const finding of simulation.report.findings) {
      found.set(keyOf(finding), { ...finding, simulatedAt })
    }
  }
  if (replay && isOfSame(review, replay) && isOfCode(review.report, replay.report)) {
    const replayedAt = replay.report.input.block.number
    for (const finding of replay.report.findings) {
      found.set(keyOf(finding), { ...finding, replayedAt })
    }
  }
  return review.report.findings.map((finding) => {
    const other = found.get(keyOf(finding))
    return other && (finding.verdict === 'unknown' || isWorse(other, finding)) ? other : finding
  })
}

function isWorse(one: Finding, other: Finding): boolean {
  return one.verdict !== other.verdict && worstVerdict([one.verdict, other.verdict]) === one.verdict
}

function isOfSame(
  review: MergeFindingsParameters['review'],
  { report, confirmedBlock }: Confirmed<{ readonly input: ReviewInput }>,
): boolean {
  if (!isSameSubject(review.report.input, report.input)) return false
  return review.confirmedBlock - confirmedBlock <= mostBlocksApart
}

/** Whether the code that was replayed, old and new, is the one that the review found. */
function isOfCode(
  { upgrades }: Pick<Report, 'upgrades'>,
  { replay: { subject } }: ReplayReport,
): boolean {
  return subject.replaced.every(({ proxy, from, to, codeHash }) =>
    upgrades.some(
      (upgrade) =>
        upgrade.proxies.some((one) => isAddressEqual(one, proxy)) &&
        upgrade.from !== undefined &&
        isAddressEqual(upgrade.from.address, from) &&
        isAddressEqual(upgrade.to.address, to) &&
        upgrade.to.codeHash === codeHash,
    ),
  )
}

function keyOf({ check, subject }: Finding): string {
  return `${check} ${subject}`
}
