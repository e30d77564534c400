import { count, max } from 'drizzle-orm'
import { notes, safeLabels } from './owner-schema'
import {
  acknowledgements,
  dossiers,
  reports,
  safeTransactions,
  sourceClaims,
  watches,
} from './schema'
import type { Store } from './store'

/**
 * Changes with every proposal, confirmation, dossier, report, acknowledgement, source, alarm, name and note, so that readers
 * notice without reading everything.
 */
export async function readRevision({ database }: Pick<Store, 'database'>): Promise<string> {
  const [[transactions], [stored], [reported], [answered], [claimed], [watched], [named], [noted]] =
    await Promise.all([
      database.select({ last: max(safeTransactions.modified) }).from(safeTransactions),
      database.select({ last: max(dossiers.storedAt) }).from(dossiers),
      database.select({ last: max(reports.storedAt) }).from(reports),
      database.select({ last: max(acknowledgements.submittedAt) }).from(acknowledgements),
      database.select({ last: max(sourceClaims.claimedAt) }).from(sourceClaims),
      database.select({ last: max(watches.modified) }).from(watches),
      database.select({ last: max(safeLabels.position) }).from(safeLabels),
      // The last one may have been taken away.
      database.select({ last: max(notes.position), count: count() }).from(notes),
    ])
  const moments = [transactions, stored, reported, answered, claimed, watched].map(
    (row) => row?.last?.getTime() ?? 0,
  )
  return [...moments, named?.last ?? 0, noted?.last ?? 0, noted?.count ?? 0].join('-')
}
