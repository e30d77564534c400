import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { type Column, ColumnWriter, type WrittenColumn } from './column-writer'

/** Characters in one statement: PGlite keeps it in memory several times. */
const largestStatement = 4_000_000

export type InsertStatementsParameters<
  TTable extends PgTable,
  TShared extends keyof TTable['$inferInsert'],
> = {
  readonly table: TTable
  /** What is the same in all rows. */
  readonly shared: Pick<TTable['$inferInsert'], TShared>
  /** What they have beside that. */
  readonly rows: readonly Omit<TTable['$inferInsert'], TShared>[]
  /** What stands behind `on conflict`. */
  readonly onConflict: SQL
}

/**
 * What inserts any number of rows, one statement after the other. Each column travels as one text that the database splits: many
 * times faster than values one by one, and not bound to the number of parameters that a statement may have. What is the same in
 * all rows travels once. A member that is left out is null.
 */
export function insertStatements<
  TTable extends PgTable,
  TShared extends keyof TTable['$inferInsert'],
>({ table, rows, shared, onConflict }: InsertStatementsParameters<TTable, TShared>): SQL[] {
  if (rows.length === 0) return []
  const columns = columnsOf(table)
  const target = sql.raw(`"${getTableName(table)}"`)
  const names = sql.raw(columns.map(({ name }) => name).join(', '))
  return [...writtenColumns(rows, columns, shared)].map((written) => {
    const values = sql.join(
      written.map(({ value }) => value),
      sql`, `,
    )
    const split = written.filter(({ array }) => array !== undefined)
    const arrays = sql.join(
      split.map(({ array }) => array),
      sql`, `,
    )
    const splitNames = sql.raw(split.map(({ name }) => name).join(', '))
    return sql`insert into ${target} (${names}) select ${values} from unnest(${arrays}) as r(${splitNames}) on conflict ${onConflict}`
  })
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
    names.map((name) => `"${columnName(String(name))}"`)
  const set = quoted(others).map((name) => `${name} = excluded.${name}`)
  return sql.raw(`(${quoted(key).join(', ')}) do update set ${set.join(', ')}`)
}

function columnsOf(table: PgTable): Column[] {
  return Object.entries(getTableColumns(table)).map(([key, column]) => {
    const type = column.getSQLType()
    return { key, name: `"${columnName(key)}"`, type, isArray: type.endsWith('[]') }
  })
}

/** The values of each column, for one statement after the other. */
function* writtenColumns(
  rows: readonly Record<string, unknown>[],
  columns: readonly Column[],
  shared: Record<string, unknown>,
): Generator<WrittenColumn[]> {
  const writers = columns.map(
    (column, at) => new ColumnWriter({ column, shared: shared[column.key], isCounted: at === 0 }),
  )
  let length = 0
  for (const row of rows) {
    if (length > largestStatement) {
      yield writers.map((writer) => writer.take())
      length = 0
    }
    for (const writer of writers) length += writer.add(row)
  }
  yield writers.map((writer) => writer.take())
}

/** As Drizzle names the column of a member. */
export function columnName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
