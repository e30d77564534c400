import { desc, inArray } from 'drizzle-orm'
import type { Hash } from 'viem'
import type { CountedVerdicts } from '@/lib/core/check/count-verdicts'
import { reports } from './schema'
import type { Store } from './store'

/** What the last report of a subject came to. */
export type StoredReview = {
  readonly subject: string
  readonly hash: Hash
  /** The latest block at which a review came to the same verdicts. */
  readonly confirmedBlock: bigint
  readonly verdicts: CountedVerdicts
}

/** The last reviews of subjects, without what they say; those of which there is none are left out. */
export async function listReviews(
  { database }: Pick<Store, 'database'>,
  { subjects }: { readonly subjects: readonly string[] },
): Promise<StoredReview[]> {
  if (subjects.length === 0) return []
  const { subject, hash, confirmedBlock, verdicts, storedAt } = reports
  const rows = await database
    .selectDistinctOn([subject], { subject, hash, confirmedBlock, verdicts })
    .from(reports)
    .where(inArray(subject, [...subjects]))
    .orderBy(subject, desc(storedAt))
  return rows.flatMap(({ verdicts: counts, ...row }) =>
    counts ? [{ ...row, verdicts: counts }] : [],
  )
}
