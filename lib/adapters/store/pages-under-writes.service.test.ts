import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { zeroAddress, zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { startPostgres } from '@/test/postgres'
import { nthAddress, nthHash } from '@/test/queue-store'
import { forgetTimelock } from './forget-timelock'
import { listOperations, type OperationFilter } from './list-operations'
import type { ListedOperation } from './listed-operation'
import { openStore } from './open-store'
import { saveOperations } from './save-operations'
import { saveTimelock } from './save-timelock'
import type { Store } from './store'

const postgres = await startPostgres()
const directory = mkdtempSync(join(tmpdir(), 'suture-pages-'))
const databases = [
  ['PGlite', { directory }],
  ...(postgres ? [['PostgreSQL', { databaseUrl: postgres.databaseUrl }] as const] : []),
] as const

afterAll(async () => {
  await postgres?.stop()
  rmSync(directory, { recursive: true, force: true })
})

/** The same address on two chains, and another one: what parts them is in the order, too. */
const places: readonly ChainAddress[] = [
  { chainId: 1, address: nthAddress(11) },
  { chainId: 1, address: nthAddress(12) },
  { chainId: 10, address: nthAddress(11) },
]
/** Few times, so that most rows have the same ones. */
const time = fc.bigInt(1_000n, 1_005n)
const place = fc.constantFrom(...places)
const added = fc.record({
  what: fc.constant('add' as const),
  place,
  n: fc.nat(11),
  scheduledAt: fc.bigInt(1n, 4n),
  eta: time,
})
const ended = fc.record({
  what: fc.constantFrom('cancel' as const, 'execute' as const),
  place,
  n: fc.nat(11),
})
const tick = fc.record({ what: fc.constant('tick' as const) })
const write = fc.oneof({ weight: 4, arbitrary: added }, { weight: 3, arbitrary: ended }, tick)
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never

const filter = fc.constantFrom<OperationFilter>(
  {},
  { standing: ['waiting'] },
  { standing: ['ready', 'cancelled'] },
  { standing: ['executed', 'cancelled'] },
  { standing: ['ready'], overdue: { seconds: 2n, is: true } },
  { chainId: 1, timelock: places[0]?.address },
  { chainId: 1 },
  { text: '0x3659' },
  { target: zeroAddress, standing: ['waiting', 'ready'] },
)

const position = (blockNumber: bigint) => ({
  blockNumber,
  blockHash: zeroHash,
  blockTimestamp: blockNumber * 10n,
  transactionHash: zeroHash,
  logIndex: 0,
})

/** What a page is sorted by besides its id: one that is scheduled again has another place in the list. */
const rowOf = ({ timelock, id, due, scheduled }: ListedOperation) =>
  [timelock.chainId, timelock.address, id, due, scheduled.timestamp].join(' ')

describe.each(databases)('%s', (_, parameters) => {
  let store: Store
  beforeAll(async () => {
    store = await openStore(parameters)
  })
  afterAll(() => store.close())

  async function begin(): Promise<void> {
    for (const each of places) {
      await forgetTimelock(store, each)
      await saveTimelock(store, {
        timelock: each,
        detection: { kind: 'openzeppelin', generation: '5', badges: [] },
        firstBlock: { known: true, value: 1n },
        scanFrom: 1n,
        why: 'asked',
        now: new Date(0),
      })
    }
  }

  /** @returns The time after it. */
  async function make(
    each: Write,
    { known, now }: { known: Map<string, QueuedOperation>; now: bigint },
  ): Promise<bigint> {
    if (each.what === 'tick') return now + 1n
    const { chainId, address } = each.place
    const key = `${chainId} ${address} ${each.n}`
    const before = known.get(key)
    const last = before?.instances.at(-1)
    let operation: QueuedOperation | undefined
    if (each.what === 'add' && !before) {
      operation = {
        timelock: each.place,
        kind: 'openzeppelin',
        // The same ids stand under several timelocks.
        id: nthHash(each.n),
        calls: [{ target: zeroAddress, value: 0n, data: '0x3659cfe6' }],
        instances: [{ scheduled: position(each.scheduledAt), eta: each.eta }],
      }
    } else if (each.what !== 'add' && before && last && !last.cancelled && !last.executed) {
      const end = each.what === 'cancel' ? 'cancelled' : 'executed'
      operation = { ...before, instances: [{ ...last, [end]: position(9n) }] }
    }
    if (operation) {
      known.set(key, operation)
      await saveOperations(store, { operations: [{ operation }] })
    }
    return now
  }

  test('behavior: what stays in a list between two pages is told once, whatever is written meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(added, { minLength: 5, maxLength: 25 }),
        fc.array(fc.array(write, { maxLength: 4 }), { minLength: 1, maxLength: 12 }),
        filter,
        fc.constantFrom('eta' as const, 'scheduled' as const),
        fc.boolean(),
        fc.integer({ min: 1, max: 4 }),
        async (first, writes, filter, order, reversed, limit) => {
          await begin()
          const known = new Map<string, QueuedOperation>()
          let now = 1_001n
          for (const each of first) now = await make(each, { known, now })
          const list = { filter, order, reversed }
          const told: string[] = []
          let stayed: Set<string> | undefined
          let cursor: string | undefined
          for (let page = 0; ; page++) {
            for (const each of page === 0 ? [] : (writes[page - 1] ?? [])) {
              now = await make(each, { known, now })
            }
            const all = await listOperations(store, { ...list, now, limit: 1_000 })
            const there = new Set(all.operations.map(rowOf))
            const before = stayed ?? there
            stayed = new Set([...before].filter((row) => there.has(row)))
            const { operations, next } = await listOperations(store, {
              ...list,
              now,
              limit,
              cursor,
            })
            const rows = operations.map(rowOf)
            expect(rows.filter((row) => !there.has(row))).toEqual([])
            told.push(...rows)
            if (next === undefined) break
            cursor = next
          }
          expect(new Set(told).size).toBe(told.length)
          expect([...stayed].filter((row) => !told.includes(row))).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  }, 240_000)
})
