import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { StoreDatabase } from './store'

/** Characters in one statement: PGlite keeps it in memory several times. */
const largestStatement = 4_000_000

export type InsertRowsParameters<TTable extends PgTable> = {
  readonly table: TTable
  readonly rows: readonly TTable['$inferInsert'][]
  /** What stands behind `on conflict`. */
  readonly onConflict: SQL
}

/**
 * Inserts any number of rows. Each column travels as one text that the database splits: many times faster than values one by
 * one, and not bound to the number of parameters that a statement may have. What is the same in all rows travels once. A
 * member that is left out is null.
 */
export async function insertRows<TTable extends PgTable>(
  database: StoreDatabase,
  { table, rows, onConflict }: InsertRowsParameters<TTable>,
): Promise<void> {
  if (rows.length === 0) return
  const columns = columnsOf(table)
  const target = sql.raw(`"${getTableName(table)}"`)
  for (const texts of statements(rows, columns)) {
    const read = columns.map((column, at) => readColumn(column, texts[at] ?? [], at === 0))
    const names = sql.raw(columns.map(({ name }) => name).join(', '))
    const values = sql.join(
      read.map(({ value }) => value),
      sql`, `,
    )
    const split = read.filter(({ array }) => array !== undefined)
    const arrays = sql.join(
      split.map(({ array }) => array),
      sql`, `,
    )
    const splitNames = sql.raw(split.map(({ name }) => name).join(', '))
    await database.execute(
      sql`insert into ${target} (${names}) select ${values} from unnest(${arrays}) as r(${splitNames}) on conflict ${onConflict}`,
    )
  }
}

type ReadColumn = {
  readonly name: string
  /** What stands in the list of a select. */
  readonly value: SQL
  /** What is unnested for it; undefined where all rows have one value. */
  readonly array: SQL | undefined
}

/** @param isCounted Whether the rows are counted by it, so that it is unnested in any case. */
function readColumn(
  { name, type, isArray }: Column,
  texts: readonly (string | null)[],
  isCounted: boolean,
): ReadColumn {
  const [first = null] = texts
  if (!isCounted && texts.every((text) => text === first)) {
    return { name, value: sql`${first}::${sql.raw(type)}`, array: undefined }
  }
  const array = sql`${splitting(texts)}::${sql.raw(isArray ? 'text' : type)}[]`
  return { name, value: sql.raw(isArray ? `${name}::${type}` : name), array }
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

type Column = {
  readonly key: string
  readonly name: string
  readonly type: string
  /** Of a type that is an array itself: the database knows no arrays of those. */
  readonly isArray: boolean
}

function columnsOf(table: PgTable): Column[] {
  return Object.entries(getTableColumns(table)).map(([key, column]) => {
    const type = column.getSQLType()
    return { key, name: `"${columnName(key)}"`, type, isArray: type.endsWith('[]') }
  })
}

/** The values of each column, for one statement after the other. */
function* statements(
  rows: readonly Record<string, unknown>[],
  columns: readonly Column[],
): Generator<(string | null)[][]> {
  let texts: (string | null)[][] = columns.map(() => [])
  let length = 0
  for (const row of rows) {
    if (length > largestStatement) {
      yield texts
      texts = columns.map(() => [])
      length = 0
    }
    for (let at = 0; at < columns.length; at++) {
      const text = textOf(row[columns[at]?.key ?? ''])
      texts[at]?.push(text)
      length += text === null ? 0 : text.length
    }
  }
  yield texts
}

/** As the database reads a value of any type from text. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (!Array.isArray(value)) return String(value)
  return `{${value.map((each) => `"${String(each).replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

const separator = '\n'
const none = '\\N'

/** An array of texts. Lines are the fastest; what cannot stand in lines travels as JSON. */
function splitting(values: readonly (string | null)[]): SQL {
  const isPlain = values.every(
    (value) => value === null || (value !== none && !value.includes(separator)),
  )
  const lines = values.map((value) => value ?? none).join(separator)
  if (!isPlain || lines === '')
    return sql`array(select json_array_elements_text(${JSON.stringify(values)}::json))`
  return sql`string_to_array(${lines}, ${separator}, ${none})`
}

/** As Drizzle names the column of a member. */
export function columnName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
