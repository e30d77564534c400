import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type * as schema from './schema'

/** PGlite and PostgreSQL answer to the same queries. A transaction is a `StoreDatabase` too. */
export type StoreDatabase = PgDatabase<PgQueryResultHKT, typeof schema>

/** An open database with its schema up to date. */
export type Store = {
  readonly kind: 'pglite' | 'postgres'
  readonly database: StoreDatabase
  /** Waits for what is under way, then releases the database. */
  close(): Promise<void>
}
