import { zeroAddress, zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Alarm } from '@/lib/core/patch/alarm'
import { startPostgres } from '@/test/postgres'
import { listAlarms } from './list-alarms'
import { openStore } from './open-store'
import { readRevision } from './read-revision'
import { readWatch } from './read-watch'
import { saveLook } from './save-look'
import { saveWatchProblem } from './save-watch-problem'
import type { Store } from './store'
import { takeWatchLease } from './take-watch-lease'

const postgres = await startPostgres()
const databases = [
  ['PGlite', {}],
  ...(postgres ? [['PostgreSQL', { databaseUrl: postgres.databaseUrl }] as const] : []),
] as const

afterAll(async () => {
  await postgres?.stop()
})

const key = { chainId: 31_337, timelock: zeroAddress, patch: zeroHash }
const at = (seconds: number) => new Date(1_795_000_000_000 + seconds * 1_000)
const alarm: Alarm = {
  kind: 'code',
  what: `code of ${zeroAddress}`,
  before: '0xaa',
  after: '0xbb',
  firstBlock: 7n,
  lastBlock: 7n,
}
const look = {
  ...key,
  holder: 'one',
  first: '{}',
  last: '{}',
  looked: { number: 7n, timestamp: 70n },
  unseen: [],
  alarms: [alarm],
  modified: at(1),
}

describe.each(databases)('%s', (_, parameters) => {
  let store: Store
  beforeAll(async () => {
    store = await openStore(parameters)
  })
  afterAll(() => store.close())

  const take = (holder: string, seconds: number) =>
    takeWatchLease(store, { ...key, holder, now: at(seconds), until: at(seconds + 60) })

  test('default', async () => {
    expect(await readWatch(store, key)).toBeUndefined()
    const before = await readRevision(store)
    expect(await take('one', 0)).toBe(true)
    expect(await saveLook(store, look)).toBe(true)
    expect(await readRevision(store)).not.toBe(before)
    expect(await readWatch(store, key)).toEqual({
      first: '{}',
      last: '{}',
      looked: { number: 7n, timestamp: 70n },
      unseen: [],
      problem: undefined,
      alarms: [{ ...alarm, endedBlock: undefined }],
    })
    expect(await listAlarms(store, key)).toMatchObject([{ patch: zeroHash, what: alarm.what }])
  })

  test('behavior: one at a time, and who dies with the lease loses it', async () => {
    expect(await take('one', 100)).toBe(true)
    expect(await take('two', 110)).toBe(false)
    expect(await take('one', 120)).toBe(true)
    expect(await take('two', 181)).toBe(true)
    expect(await saveLook(store, { ...look, alarms: [] })).toBe(false)
    expect(await saveLook(store, { ...look, holder: 'two' })).toBe(true)
    expect(await take('one', 182)).toBe(true)
    await saveLook(store, look)
  })

  test('behavior: a problem keeps its beginning and every alarm', async () => {
    const fail = async (seconds: number) => {
      await take('one', seconds)
      await saveWatchProblem(store, { ...key, holder: 'one', reason: 'silent', now: at(seconds) })
    }
    await fail(200)
    await fail(300)
    const watch = await readWatch(store, key)
    expect(watch?.problem).toEqual({ reason: 'silent', since: at(200) })
    expect(watch?.alarms).toHaveLength(1)
    await take('one', 400)
    await saveLook(store, look)
    expect((await readWatch(store, key))?.problem).toBeUndefined()
  })

  test('behavior: an alarm ends and comes back as another', async () => {
    await take('one', 500)
    const ended = { ...alarm, endedBlock: 9n }
    const again = { ...alarm, firstBlock: 11n, lastBlock: 11n }
    await saveLook(store, { ...look, alarms: [ended, again] })
    expect((await readWatch(store, key))?.alarms.map((one) => one.endedBlock)).toEqual([
      9n,
      undefined,
    ])
    expect(await listAlarms(store, key)).toMatchObject([{ firstBlock: 11n }])
    expect(await listAlarms(store, { ...key, chainId: 1 })).toEqual([])
  })
})
