import { desc, lt, max, sql } from 'drizzle-orm'
import type { AuditEntry } from '@/lib/core/api/audit-entry'
import { auditEntries } from './audit-entries'
import type { Store } from './store'

type Context = Pick<Store, 'database'>

/** Adds an entry to the record of writes, at the position behind the last one. */
export async function insertAuditEntry(
  { database }: Context,
  { at, ...entry }: Omit<AuditEntry, 'position' | 'at'> & { readonly at: Date },
): Promise<void> {
  await database.transaction(async (transaction) => {
    // Readers go on; of two writers one waits for the other's position.
    await transaction.execute(sql`lock table ${auditEntries} in share row exclusive mode`)
    const [last] = await transaction
      .select({ position: max(auditEntries.position) })
      .from(auditEntries)
    const position = (last?.position ?? 0) + 1
    await transaction.insert(auditEntries).values({ ...entry, at, position })
  })
}

export type ListAuditEntriesParameters = {
  /** Only those before this position; undefined: from the newest. */
  readonly before?: number | undefined
  readonly limit: number
}

/** Entries, newest first. */
export async function listAuditEntries(
  { database }: Context,
  { before, limit }: ListAuditEntriesParameters,
): Promise<AuditEntry[]> {
  const rows = await database
    .select()
    .from(auditEntries)
    .where(before === undefined ? undefined : lt(auditEntries.position, before))
    .orderBy(desc(auditEntries.position))
    .limit(limit)
  return rows.map(({ at, subject, actor, request, ...row }) => ({
    ...row,
    at: BigInt(Math.floor(at.getTime() / 1_000)),
    subject: subject ?? undefined,
    actor: actor ?? undefined,
    request: request ?? undefined,
  }))
}
