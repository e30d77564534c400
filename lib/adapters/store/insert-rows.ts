import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { StoreDatabase } from './store'

/** Characters of JSON in one statement: PGlite keeps it in memory several times. */
const largestStatement = 4_000_000

export type InsertRowsParameters<TTable extends PgTable> = {
  readonly table: TTable
  readonly rows: readonly TTable['$inferInsert'][]
  /** What stands behind `on conflict`. */
  readonly onConflict: SQL
}

/**
 * Inserts any number of rows, as one JSON document for each statement: many times faster than values one by one, and not
 * bound to the number of parameters that a statement may have. A member that is left out is null.
 */
export async function insertRows<TTable extends PgTable>(
  database: StoreDatabase,
  { table, rows, onConflict }: InsertRowsParameters<TTable>,
): Promise<void> {
  if (rows.length === 0) return
  const columns = Object.entries(getTableColumns(table)).map(
    ([key, column]): Column => ({
      key,
      member: snakeCase(key),
      name: `"${snakeCase(key)}"`,
      type: column.getSQLType(),
    }),
  )
  const names = sql.raw(columns.map(({ name }) => name).join(', '))
  const shape = sql.raw(columns.map(({ name, type }) => `${name} ${type}`).join(', '))
  const target = sql.raw(`"${getTableName(table)}"`)
  for (const json of statements(rows, columns)) {
    await database.execute(
      sql`insert into ${target} (${names}) select ${names} from json_to_recordset(${json}::json) as r(${shape}) on conflict ${onConflict}`,
    )
  }
}

/** What a row of such an insert replaces where it meets one: these members. */
export function replacing<TTable extends PgTable>(
  table: TTable,
  key: readonly (keyof TTable['$inferInsert'])[],
): SQL {
  const others = Object.keys(getTableColumns(table)).filter(
    (one) => !(key as readonly unknown[]).includes(one),
  )
  const quoted = (names: readonly PropertyKey[]) =>
    names.map((name) => `"${snakeCase(String(name))}"`)
  const set = quoted(others).map((name) => `${name} = excluded.${name}`)
  return sql.raw(`(${quoted(key).join(', ')}) do update set ${set.join(', ')}`)
}

/** Rows that are written at once: then it is seen whether the statement is long enough. */
const rowsAtOnce = 100

function* statements(
  rows: readonly Record<string, unknown>[],
  columns: readonly Column[],
): Generator<string> {
  let parts: string[] = []
  let length = 0
  for (let first = 0; first < rows.length; first += rowsAtOnce) {
    const members = rows.slice(first, first + rowsAtOnce).map((row) => membersOf(row, columns))
    // The whole at once: that is what engines are fast at.
    const part = JSON.stringify(members).slice(1, -1)
    if (length > 0 && length + part.length > largestStatement) {
      yield `[${parts.join(',')}]`
      parts = []
      length = 0
    }
    parts.push(part)
    length += part.length
  }
  yield `[${parts.join(',')}]`
}

function membersOf(row: Record<string, unknown>, columns: readonly Column[]) {
  const members: Record<string, unknown> = {}
  for (const { key, member } of columns) {
    const value = row[key]
    if (value === null || value === undefined) continue
    members[member] = typeof value === 'bigint' ? value.toString() : value
  }
  return members
}

type Column = {
  readonly key: string
  readonly member: string
  readonly name: string
  readonly type: string
}

/** As Drizzle names the columns. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
