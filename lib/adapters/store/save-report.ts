import { eq } from 'drizzle-orm'
import type { CountedVerdicts } from '@/lib/core/check/count-verdicts'
import { readLatestReport } from './read-latest-report'
import { reports } from './schema'
import type { Store } from './store'
import type { StoredReport } from './stored-report'

export type ReportToSave = Omit<StoredReport, 'confirmedBlock' | 'verdicts'> & {
  readonly verdicts?: CountedVerdicts | undefined
}

/**
 * Stores a report, unless the last one of its subject says the same at an earlier block: then that one is confirmed at
 * this block.
 *
 * @returns The report that stands for the subject now.
 */
export async function saveReport(
  store: Pick<Store, 'database'>,
  report: ReportToSave,
): Promise<StoredReport> {
  const { subject, contentHash, blockNumber, verdicts = null } = report
  const last = await readLatestReport(store, { subject })
  if (last?.contentHash === contentHash) {
    const [confirmed = last] = await store.database
      .update(reports)
      .set({ confirmedBlock: blockNumber, verdicts })
      .where(eq(reports.hash, last.hash))
      .returning()
    return confirmed
  }
  const stored = { ...report, confirmedBlock: blockNumber, verdicts }
  await store.database
    .insert(reports)
    .values(stored)
    // Found again after another one: it is the latest once more.
    .onConflictDoUpdate({
      target: reports.hash,
      set: {
        // It may have been brought in from elsewhere before it was made here.
        ...{ subject, contentHash, verdicts },
        ...{ storedAt: stored.storedAt, confirmedBlock: stored.confirmedBlock },
      },
    })
  return stored
}
