import { eq } from 'drizzle-orm'
import type { Hash } from 'viem'
import { reports } from './schema'
import type { Store } from './store'
import type { StoredReport } from './stored-report'

/** The report with this hash, if it is stored here. */
export async function readReport(
  { database }: Pick<Store, 'database'>,
  { hash }: { hash: Hash },
): Promise<StoredReport | undefined> {
  const [report] = await database.select().from(reports).where(eq(reports.hash, hash))
  return report
}
