import { max } from 'drizzle-orm'
import { dossiers, safeTransactions } from './schema'
import type { Store } from './store'

/** Changes with every proposal, confirmation and dossier, so that readers notice without reading everything. */
export async function readRevision({ database }: Pick<Store, 'database'>): Promise<string> {
  const [[transactions], [stored]] = await Promise.all([
    database.select({ last: max(safeTransactions.modified) }).from(safeTransactions),
    database.select({ last: max(dossiers.storedAt) }).from(dossiers),
  ])
  return `${transactions?.last?.getTime() ?? 0}-${stored?.last?.getTime() ?? 0}`
}
