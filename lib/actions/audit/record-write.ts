import { insertAuditEntry } from '@/lib/adapters/store/audit'
import type { Store } from '@/lib/adapters/store/store'
import type { AuditEntry } from '@/lib/core/api/audit-entry'
import { visibleText } from '@/lib/core/chain/visible-text'

/** Puts a write on the public record. */
export async function recordWrite(
  { store }: { readonly store: Store },
  { subject, ...entry }: Omit<AuditEntry, 'position' | 'at'>,
): Promise<void> {
  await insertAuditEntry(store, {
    ...entry,
    // Parts of paths are whatever somebody has sent.
    subject: subject && visibleText(subject, { maxLength: 200 }),
    at: new Date(),
  })
}
