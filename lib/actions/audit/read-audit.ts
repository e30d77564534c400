import { listAuditEntries } from '@/lib/adapters/store/audit'
import type { Store } from '@/lib/adapters/store/store'
import type { AuditEntry } from '@/lib/core/api/audit-entry'

export type AuditPage = {
  /** Newest first. */
  readonly entries: readonly AuditEntry[]
  /** Cursor of the next page; undefined at the end. */
  readonly next: string | undefined
}

/** A page of the record of writes. */
export async function readAudit(
  { store }: { readonly store: Store },
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<AuditPage> {
  const before = cursor === undefined ? undefined : Number(cursor)
  const found = await listAuditEntries(store, { before, limit: limit + 1 })
  const entries = found.slice(0, limit)
  const next = found.length > limit ? entries.at(-1)?.position : undefined
  return { entries, next: next === undefined ? undefined : String(next) }
}
