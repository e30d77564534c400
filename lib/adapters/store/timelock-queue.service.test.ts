import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { type Address, getAddress, type Hash, numberToHex, zeroAddress, zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { standingOf } from '@/lib/core/timelock/kind/standing-of'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import { startPostgres } from '@/test/postgres'
import { countOperations, type ListOperationsParameters, listOperations } from './list-operations'
import { listTimelocks } from './list-timelocks'
import { openStore } from './open-store'
import type { OperationToSave } from './operation-row'
import { readOperation } from './read-operation'
import { readTimelockPage } from './read-timelock-page'
import { saveOperations } from './save-operations'
import { saveTimelock } from './save-timelock'
import type { Store } from './store'

const postgres = await startPostgres()
const directory = mkdtempSync(join(tmpdir(), 'suture-store-'))
const databases = [
  ['PGlite', { directory }],
  ...(postgres ? [['PostgreSQL', { databaseUrl: postgres.databaseUrl }] as const] : []),
] as const

afterAll(async () => {
  await postgres?.stop()
  rmSync(directory, { recursive: true, force: true })
})

const now = 1_000n
const detection: TimelockDetection = {
  kind: 'openzeppelin',
  generation: '≥ 5.0',
  minDelay: 2n ** 255n,
  badges: [
    { id: 'open-executor', severity: 'low', title: 'Anyone executes.', detail: 'So it is.' },
  ],
}
const block = { number: 9n, hash: zeroHash, timestamp: 90n }
const nthAddress = (n: number) => getAddress(numberToHex(n + 1, { size: 20 }))
const nthHash = (n: number) => numberToHex(n + 1, { size: 32 })
const positionAt = (blockNumber: bigint) => ({
  blockNumber,
  blockHash: zeroHash,
  blockTimestamp: blockNumber * 10n,
  transactionHash: zeroHash,
  logIndex: 0,
})

function operationOf(
  timelock: Address,
  id: Hash,
  members: Partial<QueuedOperation> & Partial<QueuedOperation['instances'][number]> = {},
): QueuedOperation {
  const { scheduled = positionAt(5n), eta = 900n, expires, cancelled, executed, ...rest } = members
  return {
    timelock: { chainId: 1, address: timelock },
    kind: 'openzeppelin',
    id,
    calls: [{ target: zeroAddress, value: 0n, data: '0x3659cfe6' }],
    instances: [
      {
        scheduled,
        eta,
        ...(expires !== undefined && { expires }),
        ...(cancelled && { cancelled }),
        ...(executed && { executed }),
      },
    ],
    ...rest,
  }
}

describe.each(databases)('%s', (_, parameters) => {
  let store: Store
  beforeAll(async () => {
    store = await openStore(parameters)
  })
  afterAll(() => store.close())

  async function follow(timelock: Address, operations: readonly OperationToSave[]): Promise<void> {
    await saveTimelock(store, {
      timelock: { chainId: 1, address: timelock },
      detection,
      firstBlock: { known: true, value: 3n },
      scanFrom: 3n,
      why: 'asked',
      now: new Date(0),
    })
    await saveOperations(store, { operations })
  }

  async function listAll(request: Omit<ListOperationsParameters, 'limit'>, limit: number) {
    const ids: Hash[] = []
    for (let cursor: string | undefined; ; ) {
      const { operations, next } = await listOperations(store, { ...request, limit, cursor })
      ids.push(...operations.map(({ id }) => id))
      if (!next) return ids
      cursor = next
    }
  }

  test('behavior: the database tells where an operation stands as the core does', async () => {
    const timelock = nthAddress(1)
    const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
    // Around the time that is asked for, where all is decided.
    const time = fc.bigInt(998n, 1_002n)
    const standings: readonly OperationStanding[] = [
      'waiting',
      'ready',
      'blocked',
      'stale',
      'executed',
      'cancelled',
      'passed',
      'unset',
      'unknown',
    ]
    const standing = fc.constantFrom(...standings)
    const one = fc.record({
      eta: time,
      expires: maybe(time),
      cancelled: fc.boolean(),
      executed: fc.boolean(),
      told: maybe(standing),
      toldEta: maybe(time),
      predecessor: fc.boolean(),
      done: maybe(fc.boolean()),
    })
    const samples = fc.sample(one, 1_000)
    const facts = samples.map((sample, n) => ({ sample, id: nthHash(n) }))
    const operations = facts.map(({ id, sample }): OperationToSave => {
      const { eta, expires, cancelled, executed, told, toldEta, predecessor, done } = sample
      return {
        operation: operationOf(timelock, id, {
          eta,
          expires,
          ...(cancelled && { cancelled: positionAt(6n) }),
          ...(executed && { executed: positionAt(7n) }),
          ...(predecessor && { predecessor: nthHash(9_999) }),
        }),
        told: told && { known: true, value: { standing: told, eta: toldEta, block } },
        predecessorDone: predecessor ? done : undefined,
      }
    })
    await follow(timelock, operations)
    const filter = { chainId: 1, timelock }
    const { operations: listed } = await listOperations(store, { filter, now, limit: 5_000 })
    const stands = new Map(listed.map(({ id, standing }) => [id, standing]))
    const expected = new Map(
      facts.map(({ id, sample }) => {
        const { eta, expires, cancelled, executed, told, predecessor, done } = sample
        const due = (told && sample.toldEta) ?? eta
        const predecessorDone = predecessor ? done === true : undefined
        const known = { due, expires, cancelled, executed, told, predecessorDone }
        return [id, standingOf(known, now)] as const
      }),
    )
    expect(stands).toEqual(expected)
    const counts = await countOperations(store, { filter, now })
    for (const [standing, count] of Object.entries(counts)) {
      const wanted = { ...filter, standing: [standing as OperationStanding] }
      const ids = await listAll({ filter: wanted, now }, 500)
      expect(ids.length).toBe(count)
      expect(ids.every((id) => expected.get(id) === standing)).toBe(true)
      expect(count).toBeGreaterThan(0)
    }
  })

  test('behavior: pages follow each other without gap and repetition, in either order', async () => {
    const timelock = nthAddress(2)
    const proposer = nthAddress(222)
    const operations = Array.from({ length: 25 }, (_, n) =>
      operationOf(timelock, nthHash(n), {
        // Equal ones, too.
        eta: BigInt(900 + (n % 4)),
        scheduled: positionAt(BigInt(n % 3)),
        proposer,
      }),
    )
    await follow(
      timelock,
      operations.map((operation) => ({ operation })),
    )
    const other = nthAddress(3)
    await follow(other, [{ operation: operationOf(other, nthHash(77), { eta: 902n, proposer }) }])
    const chosen = (filter: object, order: 'eta' | 'scheduled', reversed: boolean) => ({
      filter: { risk: 'upgrade' as const, ...filter },
      order,
      reversed,
    })
    for (const filter of [{ chainId: 1, timelock }, { text: proposer }]) {
      for (const order of ['eta', 'scheduled'] as const) {
        for (const reversed of [false, true]) {
          const whole = await listAll(chosen(filter, order, reversed), 10_000)
          expect(await listAll(chosen(filter, order, reversed), 7)).toEqual(whole)
          expect(new Set(whole).size).toBeGreaterThanOrEqual(25)
        }
      }
    }
    const soonest = await listOperations(store, { filter: { chainId: 1, timelock }, limit: 25 })
    const etas = soonest.operations.map(({ due }) => due)
    expect(etas).toEqual(etas.toSorted((a, b) => Number(a - b)))
    await expect(listOperations(store, { cursor: 'x', limit: 1 })).rejects.toThrow(
      'This is not a cursor of this list.',
    )
  })

  test('behavior: filters', async () => {
    const timelock = nthAddress(4)
    const target = nthAddress(400)
    const calls = [
      { target: zeroAddress, value: 0n, data: '0x' },
      { target, value: 1n, data: '0xABCDEF01' },
    ] as const
    await follow(timelock, [
      { operation: operationOf(timelock, nthHash(0), { calls, proposer: target }) },
      {
        operation: operationOf(timelock, nthHash(1)),
        told: { known: true, value: { standing: 'unset', block } },
      },
    ])
    const find = async (filter: ListOperationsParameters['filter']) =>
      await listAll({ filter: { chainId: 1, timelock, ...filter } }, 10)
    expect(await find({ target })).toEqual([nthHash(0)])
    expect(await find({ selector: '0xabcdef01' })).toEqual([nthHash(0)])
    expect(await find({ proposer: target })).toEqual([nthHash(0)])
    expect(await find({ risk: 'value' })).toEqual([nthHash(0)])
    expect(await find({ risk: 'mismatch' })).toEqual([nthHash(1)])
    expect(await find({ text: ` ${target} ` })).toEqual([nthHash(0)])
    expect(await find({ text: '%' })).toEqual([])
    expect(await find({ standing: [] })).toEqual([])
    expect(await find({ chainId: 2 })).toEqual([])
  })

  test('behavior: what all rows have in common is read as what each has of its own, whatever it is', async () => {
    const awkward = [
      '',
      '\\N',
      'two\nlines',
      '{"a","b\\"}',
      "'; drop table timelocks; --",
      '\u2028',
    ]
    const batches = [...awkward.map((reason) => [reason, reason, reason]), awkward, ['alone']]
    for (const [n, reasons] of batches.entries()) {
      const timelock = nthAddress(600 + n)
      const targets = reasons.map((_, at) => nthAddress(700 + (n % 2 === 0 ? at : 0)))
      const operations = reasons.map((reason, at): OperationToSave => {
        const call = { target: targets[at] ?? zeroAddress, value: 0n, data: '0x' } as const
        const calls = [call, { ...call, target: timelock }]
        return {
          operation: operationOf(timelock, nthHash(at), { calls }),
          told: { known: false, reason },
        }
      })
      await follow(timelock, operations.toReversed())
      const filter = { chainId: 1, timelock }
      const listed = await listOperations(store, { filter, limit: 10 })
      expect(listed.operations.map(({ told }) => !told.known && told.reason)).toEqual(reasons)
      expect(listed.operations.map((each) => each.targets)).toEqual(
        targets.map((target) => [target, timelock]),
      )
      expect(listed.operations.map((each) => each.predecessor)).toEqual(
        reasons.map(() => undefined),
      )
    }
  })

  test('behavior: an operation with its relatives, and the timelock', async () => {
    const timelock = nthAddress(5)
    const [first, second] = [nthHash(0), nthHash(1)]
    await follow(timelock, [
      { operation: operationOf(timelock, first, { executed: positionAt(7n) }) },
      {
        operation: operationOf(timelock, second, { predecessor: first, eta: 2n ** 255n }),
        told: { known: false, reason: 'the node did not answer' },
      },
    ])
    const at = { chainId: 1, address: timelock, now }
    const page = await readOperation(store, { ...at, id: second })
    expect(page).toMatchObject({
      standing: 'waiting',
      due: 2n ** 255n,
      detection,
      indexed: undefined,
      isFinal: false,
      told: { known: false, reason: 'the node did not answer' },
      before: { id: first, standing: 'executed' },
      after: [],
      operation: operationOf(timelock, second, { predecessor: first, eta: 2n ** 255n }),
    })
    expect((await readOperation(store, { ...at, id: first }))?.after).toEqual([
      { id: second, standing: 'waiting', due: 2n ** 255n },
    ])
    expect(await readOperation(store, { ...at, id: nthHash(2) })).toBeUndefined()
    expect(await readTimelockPage(store, at)).toMatchObject({
      detection,
      firstBlock: { known: true, value: 3n },
      counts: { executed: 1, waiting: 1, ready: 0 },
      scanned: [],
      unscanned: [],
    })
    expect(await readTimelockPage(store, { ...at, chainId: 2 })).toBeUndefined()
    expect((await listTimelocks(store)).map(({ timelock }) => timelock.address)).toContain(timelock)
  })
})
