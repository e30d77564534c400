import { desc, eq } from 'drizzle-orm'
import { reports } from './schema'
import type { Store } from './store'
import type { StoredReport } from './stored-report'

/** The report that was made last of a subject, if there is one. */
export async function readLatestReport(
  { database }: Pick<Store, 'database'>,
  { subject }: { subject: string },
): Promise<StoredReport | undefined> {
  const [report] = await database
    .select()
    .from(reports)
    .where(eq(reports.subject, subject))
    .orderBy(desc(reports.storedAt))
    .limit(1)
  return report
}
