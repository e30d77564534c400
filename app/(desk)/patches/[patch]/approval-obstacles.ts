import type { LoadedDesks } from '@/app/(desk)/load-desks'
import { timelocksOf } from '@/lib/config/public-config'
import type { Finding } from '@/lib/core/check/finding'
import type { Approved } from '@/lib/core/patch/find-approved'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { asksForReview } from '@/lib/core/signing/asks-for-review'
import { integrityReasons } from '@/lib/core/signing/integrity-reasons'

export type ApprovalObstaclesParameters = LoadedDesks & {
  readonly approved: Approved | undefined
  /** What was found of what is approved in the end; undefined where it was not reviewed. */
  readonly findingsOf: (found: FoundRecord) => Promise<readonly Finding[] | undefined>
}

/** Whoever approves for a nested Safe signs for what the Safe above does: what stands in its way stands in theirs. */
export async function approvalObstacles({
  approved,
  desks,
  config,
  findingsOf,
}: ApprovalObstaclesParameters): Promise<string[]> {
  if (!approved) return []
  if (approved.missing) return ['It approves a hash that nobody here knows.']
  const last = approved.steps.at(-1)
  const desk = last && desks.find(({ records }) => records.includes(last.record))
  if (!last || !desk) return []
  if (!asksForReview({ ...last.transaction, timelocks: timelocksOf(config) })) return []
  const findings = await findingsOf({ desk, record: last.record })
  if (!findings) return ['What it approves has not been reviewed: open it first.']
  return integrityReasons(findings).map((reason) => `What it approves: ${reason}`)
}
