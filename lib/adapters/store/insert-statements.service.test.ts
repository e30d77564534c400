import { asc, sql } from 'drizzle-orm'
import { zeroAddress } from 'viem'
import { afterAll, describe, expect, test } from 'vitest'
import { startPostgres } from '@/test/postgres'
import { nthHash } from '@/test/queue-store'
import { insertStatements } from './insert-statements'
import { openStore } from './open-store'
import type { Store } from './store'
import { timelockOperations, timelockSettings } from './timelock-schema'

const postgres = await startPostgres()
const databases = [
  ['PGlite', {}],
  ...(postgres ? [['PostgreSQL', { databaseUrl: postgres.databaseUrl }] as const] : []),
] as const

afterAll(async () => {
  await postgres?.stop()
})

const shared = { chainId: 1, timelock: zeroAddress, logIndex: 0, what: 'role' } as const

/** Inserts these texts into an empty table, and reads them back in their order. */
async function insertTexts({ database }: Store, texts: readonly string[]): Promise<string[]> {
  await database.delete(timelockSettings)
  const rows = texts.map((json, at) => ({ json, place: at, blockNumber: BigInt(at) }))
  const onConflict = sql.raw('do nothing')
  for (const each of insertStatements({ table: timelockSettings, shared, rows, onConflict })) {
    await database.execute(each)
  }
  const { json, place } = timelockSettings
  const found = await database.select({ json }).from(timelockSettings).orderBy(asc(place))
  return found.map((row) => row.json)
}

describe.each(databases)('%s', async (_name, options) => {
  const store = await openStore(options)
  afterAll(() => store.close())

  test('default: what is shared stands in every row, and each has its own', async () => {
    await insertTexts(store, ['a', 'b'])
    const rows = await store.database.select().from(timelockSettings)
    expect(rows).toEqual([
      { ...shared, blockNumber: 0n, place: 0, json: 'a' },
      { ...shared, blockNumber: 1n, place: 1, json: 'b' },
    ])
  })

  test.each([
    ['neighbours alike', ['a', 'a', 'b', 'b', 'a']],
    ['all alike', ['a', 'a', 'a']],
    ['lines', ['a\nb', 'c', 'c']],
    ['the mark of nothing', ['a', '\\N', '\\N', 'b']],
    ['empty ones', ['', '']],
    ['a single empty one', ['']],
    ['one of many empty', ['a', '', 'b']],
    ['quotes and marks', ['\'"\\', '{"a":[null]}', '\t\\n', '😀']],
  ])('behavior: texts as they are: %s', async (_what, texts) => {
    expect(await insertTexts(store, texts)).toEqual(texts)
  })

  test('behavior: more than one statement, the next beginning with what the one before ended with', async () => {
    const long = 'x'.repeat(3_000_000)
    const texts = ['a', `${long}1`, `${long}\n2`, '\\N', '\\N', `${long}3`, `${long}3`, 'a', 'a']
    expect(await insertTexts(store, texts)).toEqual(texts)
  })

  test('behavior: what is left out is null, between others too', async () => {
    const row: Omit<typeof timelockOperations.$inferInsert, 'id' | 'targets'> = {
      ...{ chainId: 1, timelock: zeroAddress, operation: '{}', due: 1n, eta: 1n },
      ...{ scheduledBlock: 1n, scheduledAt: 1n, scheduledTransaction: nthHash(9), lastBlock: 1n },
      ...{ selectors: [], risks: [], upgraded: [], calls: 0, instances: 1, search: 'x' },
    }
    const rows = [
      { ...row, id: nthHash(1), expires: 5n, targets: [zeroAddress] },
      { ...row, id: nthHash(2), expires: undefined, targets: [] },
      { ...row, id: nthHash(3), expires: null, targets: [zeroAddress, zeroAddress] },
      { ...row, id: nthHash(4), expires: 5n, targets: [] },
    ]
    const onConflict = sql.raw('do nothing')
    const parameters = { table: timelockOperations, shared: {}, rows, onConflict }
    for (const each of insertStatements(parameters)) await store.database.execute(each)
    const { expires, targets, proposer, id } = timelockOperations
    const found = await store.database
      .select({ expires, targets, proposer })
      .from(timelockOperations)
      .orderBy(asc(id))
    expect(found).toEqual([
      { expires: 5n, targets: [zeroAddress], proposer: null },
      { expires: null, targets: [], proposer: null },
      { expires: null, targets: [zeroAddress, zeroAddress], proposer: null },
      { expires: 5n, targets: [], proposer: null },
    ])
  })
})
