import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core'
import type { WriteKind } from '@/lib/core/api/audit-entry'
import { hash, moment } from './columns'

/** Every write, in the order of its answers. The database itself refuses to change or delete a row. */
export const auditEntries = pgTable('audit_entries', {
  /** Without gaps, from 1: a sequence would skip what a failed write took, and look like an entry that somebody took out. */
  position: bigint({ mode: 'number' }).primaryKey(),
  at: moment().notNull(),
  kind: text().$type<WriteKind>().notNull(),
  route: text().notNull(),
  subject: text(),
  actor: text(),
  status: integer().notNull(),
  request: hash(),
})
