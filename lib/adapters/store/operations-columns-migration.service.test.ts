import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, expect, test } from 'vitest'
import { migrationsFolder } from './migrations-folder'

const database = new PGlite()
afterAll(() => database.close())

const migration = '_operations_columns.sql'

test('behavior: a table that is written anew has the rows, the key, the indexes and the settings it had', async () => {
  const files = readdirSync(migrationsFolder()).filter((name) => name.endsWith('.sql'))
  const last = files.sort().findIndex((name) => name.endsWith(migration))
  for (const name of files.slice(0, last)) await run(name)
  const columns = await read(
    "select column_name as name, data_type as type from information_schema.columns where table_name = 'timelock_operations'",
  )
  // A value of its own in each: one in another's place would be seen.
  const names = columns.map(({ name }) => name).join(', ')
  const values = columns.map(({ type }, n) => valueOf(String(type), n))
  await database.query(`insert into timelock_operations (${names}) values (${values.join(', ')})`)
  const before = await tell()
  expect(before.rows).toHaveLength(1)
  expect(before.indexes).toHaveLength(11)
  await run(files[last] ?? '')
  expect(await tell()).toEqual(before)
})

async function tell() {
  return {
    rows: await read('select * from timelock_operations'),
    indexes: await read(
      "select indexdef from pg_indexes where tablename = 'timelock_operations' order by indexname",
    ),
    settings: await read(
      "select conname, reloptions from pg_class join pg_constraint on conrelid = pg_class.oid where relname = 'timelock_operations' and contype = 'p'",
    ),
    empty: await read(
      "select column_name from information_schema.columns where table_name = 'timelock_operations' and is_nullable = 'YES' order by column_name",
    ),
  }
}

async function read(query: string): Promise<Record<string, unknown>[]> {
  return (await database.query<Record<string, unknown>>(query)).rows
}

async function run(name: string): Promise<void> {
  const text = readFileSync(join(migrationsFolder(), name), 'utf8')
  for (const statement of text.split('--> statement-breakpoint')) await database.exec(statement)
}

function valueOf(type: string, n: number): string {
  if (type === 'ARRAY') return `'{${n}}'`
  return type === 'boolean' ? String(n % 2 === 0) : `'${n}'`
}
