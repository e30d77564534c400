import type { reports } from './schema'

/** A report as it is kept. */
export type StoredReport = typeof reports.$inferSelect
