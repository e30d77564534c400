import { type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'

/** Names columns as the stores do. */
const dialect = new PgDialect({ casing: 'snake_case' })

/**
 * A part of queries, put together once and not for each of them. It has no parameters: what differs from query to query, and what
 * anybody gave, does not belong into it.
 */
export function written<T>(part: SQL<T>): SQL<T> {
  const { sql: text, params } = dialect.sqlToQuery(part)
  if (params.length > 0)
    throw new Error('A part of a query that is written once has no parameters.')
  return sql.raw(text) as SQL<T>
}
