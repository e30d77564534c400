import { bigserial, integer, pgTable, text } from 'drizzle-orm/pg-core'
import type { WriteKind } from '@/lib/core/api/audit-entry'
import { hash, moment } from './columns'

/** Every write, in the order of its answers. The database itself refuses to change or delete a row. */
export const auditEntries = pgTable('audit_entries', {
  position: bigserial({ mode: 'number' }).primaryKey(),
  at: moment().notNull(),
  kind: text().$type<WriteKind>().notNull(),
  route: text().notNull(),
  subject: text(),
  actor: text(),
  status: integer().notNull(),
  request: hash(),
})
