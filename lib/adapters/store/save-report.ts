import { eq } from 'drizzle-orm'
import { readLatestReport } from './read-latest-report'
import { reports } from './schema'
import type { Store } from './store'
import type { StoredReport } from './stored-report'

/**
 * Stores a report, unless the last one of its subject says the same at an earlier block: then that one is confirmed at
 * this block.
 *
 * @returns The report that stands for the subject now.
 */
export async function saveReport(
  store: Pick<Store, 'database'>,
  report: Omit<StoredReport, 'confirmedBlock'>,
): Promise<StoredReport> {
  const { subject, contentHash, blockNumber } = report
  const last = await readLatestReport(store, { subject })
  if (last?.contentHash === contentHash) {
    const [confirmed = last] = await store.database
      .update(reports)
      .set({ confirmedBlock: blockNumber })
      .where(eq(reports.hash, last.hash))
      .returning()
    return confirmed
  }
  const stored = { ...report, confirmedBlock: blockNumber }
  await store.database
    .insert(reports)
    .values(stored)
    // Found again after another one: it is the latest once more.
    .onConflictDoUpdate({
      target: reports.hash,
      set: {
        // It may have been brought in from elsewhere before it was made here.
        ...{ subject, contentHash },
        ...{ storedAt: stored.storedAt, confirmedBlock: stored.confirmedBlock },
      },
    })
  return stored
}
