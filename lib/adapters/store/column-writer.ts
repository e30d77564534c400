import { type SQL, sql } from 'drizzle-orm'

/** A column of a table. */
export type Column = {
  readonly key: string
  /** Quoted. */
  readonly name: string
  readonly type: string
  /** Of a type that is an array itself: the database knows no arrays of those. */
  readonly isArray: boolean
}

/** The values of a column, as a statement has them. */
export type WrittenColumn = {
  readonly name: string
  /** What stands in the list of a select. */
  readonly value: SQL
  /** What is unnested for it; undefined where all rows have one value. */
  readonly array: SQL | undefined
}

export type ColumnWriterParameters = {
  readonly column: Column
  /** What rows have that have nothing of their own. */
  readonly shared: unknown
  /** Whether the rows are counted by it, so that it is unnested in any case. */
  readonly isCounted: boolean
}

/** Puts the values of one column together. Neighbours often have the same: it is written once. */
export class ColumnWriter {
  readonly #column: Column
  readonly #shared: unknown
  readonly #isCounted: boolean
  #texts: (string | null)[] = []
  #isSame = true
  #isPlain = true
  #value: unknown
  #text: string | null = null

  constructor({ column, shared, isCounted }: ColumnWriterParameters) {
    this.#column = column
    this.#shared = shared
    this.#isCounted = isCounted
  }

  /** @returns How many characters it takes. */
  add(row: Record<string, unknown>): number {
    const value = row[this.#column.key] ?? this.#shared
    if (value !== this.#value) this.#note(value)
    this.#texts.push(this.#text)
    return this.#text === null ? 0 : this.#text.length
  }

  /** What was added since the last time. */
  take(): WrittenColumn {
    const written = this.#write()
    this.#texts = []
    this.#isSame = true
    // The next row may have the value that was noted last.
    this.#isPlain = isPlain(this.#text)
    return written
  }

  #note(value: unknown): void {
    const before = this.#text
    this.#value = value
    this.#text = textOf(value)
    if (this.#text !== before && this.#texts.length > 0) this.#isSame = false
    if (!isPlain(this.#text)) this.#isPlain = false
  }

  #write(): WrittenColumn {
    const { name, type, isArray } = this.#column
    if (this.#isSame && !this.#isCounted) {
      const [first = null] = this.#texts
      return { name, value: sql`${first}::${sql.raw(type)}`, array: undefined }
    }
    const split = this.#isPlain ? splitLines(this.#texts) : readJson(this.#texts)
    const array = sql`${split}::${sql.raw(isArray ? 'text' : type)}[]`
    return { name, value: sql.raw(isArray ? `${name}::${type}` : name), array }
  }
}

const separator = '\n'
const none = '\\N'

/** Whether it can stand in a line. */
function isPlain(text: string | null): boolean {
  return text === null || (text !== none && !text.includes(separator))
}

/** As the database reads a value of any type from text. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (!Array.isArray(value)) return String(value)
  return `{${value.map((each) => `"${String(each).replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

/** Lines are the fastest. */
function splitLines(texts: readonly (string | null)[]): SQL {
  const lines = texts.map((text) => text ?? none).join(separator)
  // Of nothing at all the database would make no line, not one that is empty.
  return lines === '' ? readJson(texts) : sql`string_to_array(${lines}, ${separator}, ${none})`
}

/** What cannot stand in lines travels as JSON. */
function readJson(texts: readonly (string | null)[]): SQL {
  return sql`array(select json_array_elements_text(${JSON.stringify(texts)}::json))`
}
