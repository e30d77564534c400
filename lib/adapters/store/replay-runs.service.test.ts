import { zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '@/test/postgres'
import { beginReplayRun } from './begin-replay-run'
import { deleteReplayRun } from './delete-replay-run'
import { openStore } from './open-store'
import { readReplayResults } from './read-replay-results'
import { readReplayRun } from './read-replay-run'
import { saveReplayResults } from './save-replay-results'
import { stopReplayRun } from './stop-replay-run'
import type { Store } from './store'

const postgres = await startPostgres()
const databases = [
  ['PGlite', {}],
  ...(postgres ? [['PostgreSQL', { databaseUrl: postgres.databaseUrl }] as const] : []),
] as const

afterAll(async () => {
  await postgres?.stop()
})

const now = new Date(1_795_000_000_000)
const subject = 'patch#replay'
const hashOf = (digit: string) => `0x${digit.repeat(64)}` as const
const [run, other] = [hashOf('a'), hashOf('b')]
const result = (digit: string) => ({ hash: hashOf(digit), json: `{"n":${digit}}` })

describe.each(databases)('%s', (_, parameters) => {
  let store: Store
  beforeAll(async () => {
    store = await openStore(parameters)
  })
  afterAll(() => store.close())

  const begin = (of = run) => beginReplayRun(store, { subject, run: of, input: '{}', last: 3, now })
  const save = (digits: readonly string[], of = run) =>
    saveReplayResults(store, { subject, run: of, results: digits.map(result), now })

  test('default', async () => {
    expect(await readReplayRun(store, { subject })).toBeUndefined()
    await begin()
    const found = { cursor: '{}', total: 3 }
    expect(await saveReplayResults(store, { subject, run, found, results: [], now })).toBe(true)
    expect(await save(['1', '2'])).toBe(true)
    expect(await readReplayRun(store, { subject })).toMatchObject({ done: 2, ...found, run })
    expect(await readReplayResults(store, { run })).toEqual(['{"n":1}', '{"n":2}'])
  })

  test('behavior: a result that is found again is there once', async () => {
    expect(await save(['2', '3'])).toBe(true)
    expect(await readReplayRun(store, { subject })).toMatchObject({ done: 3 })
  })

  test('behavior: one that was stopped is no longer wanted, keeps what it has and can go on', async () => {
    expect(await stopReplayRun(store, { subject, problem: 'it rains', now })).toBe(true)
    expect(await stopReplayRun(store, { subject, now })).toBe(false)
    expect(await save(['4'])).toBe(false)
    expect(await readReplayRun(store, { subject })).toMatchObject({
      state: 'stopped',
      problem: 'it rains',
      done: 4,
    })
    await begin()
    expect(await readReplayRun(store, { subject })).toMatchObject({
      state: 'running',
      problem: null,
      cursor: '{}',
      done: 4,
    })
  })

  test('behavior: another run of the same subject takes its place', async () => {
    await begin(other)
    expect(await readReplayRun(store, { subject })).toMatchObject({
      run: other,
      cursor: null,
      done: 0,
    })
    expect(await readReplayResults(store, { run })).toEqual([])
    expect(await save(['5'])).toBe(false)
    expect(await readReplayResults(store, { run })).toEqual([])
  })

  test('behavior: what is done is forgotten', async () => {
    await save(['6'], other)
    await deleteReplayRun(store, { subject, run: other })
    expect(await readReplayRun(store, { subject })).toBeUndefined()
    expect(await readReplayResults(store, { run: other })).toEqual([])
    expect(await readReplayRun(store, { subject: zeroHash })).toBeUndefined()
  })
})
