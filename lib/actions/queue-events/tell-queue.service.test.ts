import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { type Address, getAddress, keccak256, numberToHex, stringToBytes, zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listCalendarEvents } from '@/lib/adapters/store/list-calendar-events'
import { listEvents, readTopicVersion } from '@/lib/adapters/store/list-events'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { noteBeaconProxies } from '@/lib/adapters/store/note-beacon-proxies'
import { openStore } from '@/lib/adapters/store/open-store'
import { rollBackTimelock } from '@/lib/adapters/store/roll-back-timelock'
import { saveOperations } from '@/lib/adapters/store/save-operations'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import { saveTold } from '@/lib/adapters/store/save-told'
import { alarms } from '@/lib/adapters/store/schema'
import type { Store } from '@/lib/adapters/store/store'
import { listToldBlocks, tellEvents } from '@/lib/adapters/store/tell-events'
import { timelockOperations, timelocks } from '@/lib/adapters/store/timelock-schema'
import { queueEvents, toldTimelocks } from '@/lib/adapters/store/watch-schema'
import type { Config } from '@/lib/config/config'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { positionAt, queued, timeOf } from '@/lib/core/watch/__fixtures__/queued'
import { topicKey } from '@/lib/core/watch/event-topics'
import { startPostgres } from '@/test/postgres'
import { tellQueue } from './tell-queue'

const postgres = await startPostgres()
const databases = [
  ['PGlite', {}],
  ...(postgres ? [['PostgreSQL', { databaseUrl: postgres.databaseUrl }] as const] : []),
] as const

afterAll(async () => {
  await postgres?.stop()
})

const chainId = 31_337
const nthAddress = (n: number) => getAddress(numberToHex(n + 1, { size: 20 }))
const idOf = (name: string) => keccak256(stringToBytes(name))

describe.each(databases)('%s', (_, parameters) => {
  let store: Store
  let address: Address
  let count = 0
  beforeAll(async () => {
    store = await openStore(parameters)
  })
  afterAll(() => store.close())

  const context = () => ({
    store,
    config: {
      leadSeconds: 600,
      protocols: [{ name: 'Harbor', chainId, timelock: address }],
    } as unknown as Pick<Config, 'protocols' | 'leadSeconds'>,
  })
  const operation = (name: string, changes: Partial<QueuedOperation> = {}) =>
    queued({ timelock: { chainId, address }, id: idOf(name), ...changes })
  const save = (...operations: QueuedOperation[]) =>
    saveOperations(store, { operations: operations.map((one) => ({ operation: one })) })

  /** A timelock of its own that is indexed up to a block. */
  async function follow(block: bigint): Promise<void> {
    address = nthAddress(count)
    count += 1
    await saveTimelock(store, {
      timelock: { chainId, address },
      detection: { kind: 'openzeppelin', generation: '5.0', badges: [] },
      firstBlock: { known: true, value: 1n },
      scanFrom: 1n,
      why: 'config',
      now: new Date(),
    })
    await index(block)
  }
  async function index(block: bigint): Promise<void> {
    const { blockHash } = positionAt(block)
    await store.database
      .update(timelocks)
      .set({
        indexedBlock: block,
        indexedHash: blockHash,
        indexedTimestamp: timeOf(block),
        finalizedBlock: block - 30n,
      })
      .where(eq(timelocks.address, address))
  }
  const told = async () =>
    (
      await listEvents(store, {
        topic: topicKey({ of: 'timelock', timelock: { chainId, address } }),
        limit: 1_000,
      })
    ).map(({ kind, sequence }) => `${sequence} ${kind}`)

  test('default: from scheduling to execution, each told once', async () => {
    await follow(5n)
    expect(await tellQueue(context())).toBe(0)
    await save(operation('a'))
    for (const block of [10n, 59n, 60n, 109n, 110n, 119n]) {
      await index(block)
      await tellQueue(context())
      expect(await tellQueue(context())).toBe(0)
    }
    await save(
      operation('a', {
        instances: [{ scheduled: positionAt(10n), eta: timeOf(110n), executed: positionAt(120n) }],
      }),
    )
    await index(120n)
    await tellQueue(context())
    expect(await told()).toEqual(['4 executed', '3 ready', '2 about-to-be-ready', '1 scheduled'])
  })

  test('behavior: what is looked at seldom is told all the same', async () => {
    await follow(5n)
    await tellQueue(context())
    await save(operation('a'))
    await index(500n)
    await tellQueue(context())
    expect(await told()).toEqual(['3 ready', '2 about-to-be-ready', '1 scheduled'])
  })

  test('behavior: a reorganisation takes back, under the same topics', async () => {
    await follow(5n)
    await tellQueue(context())
    const proxy = { chainId, address }
    await save(operation('a', { calls: [{ target: address, value: 0n, data: '0x' }] }))
    await index(12n)
    await tellQueue(context())
    await store.database.delete(timelockOperations).where(eq(timelockOperations.timelock, address))
    // The node is behind at first: nothing is known to be gone yet.
    await index(9n)
    await tellQueue(context())
    expect(await told()).toEqual(['1 scheduled'])
    await index(13n)
    await tellQueue(context())
    expect(await told()).toEqual(['2 retracted', '1 scheduled'])
    const [last] = await listEvents(store, { topic: topicKey({ of: 'proxy', proxy }), limit: 1 })
    expect(last).toMatchObject({ kind: 'retracted', retracts: { kind: 'scheduled' } })
  })

  test.each([
    ['some of it is left', 5n],
    ['nothing is left', undefined],
  ])('behavior: a reorganisation deeper than expected takes back, %s', async (_case, kept) => {
    await follow(5n)
    await tellQueue(context())
    await save(operation('a'), operation('b'))
    await index(60n)
    await tellQueue(context())
    const blockOf = (number: bigint) => {
      const { blockHash: hash, blockTimestamp: timestamp } = positionAt(number)
      return { number, hash, timestamp }
    }
    const rolledBack = await rollBackTimelock(store, {
      timelock: { chainId, address },
      after: blockOf(60n),
      to: kept === undefined ? undefined : blockOf(kept),
      remains: async () => ({ operations: [operation('b')], gone: [idOf('a')] }),
      now: new Date(),
    })
    expect(rolledBack).toBe(true)
    // Blocks 1 to 60 are final by now.
    await index(90n)
    await tellQueue(context())
    const events = await listEvents(store, {
      topic: topicKey({ of: 'timelock', timelock: { chainId, address } }),
      limit: 100,
    })
    const taken = events.filter(({ kind }) => kind === 'retracted')
    expect(taken.map(({ operation: id, retracts }) => [id, retracts?.kind])).toEqual(
      expect.arrayContaining([
        [idOf('a'), 'scheduled'],
        [idOf('a'), 'about-to-be-ready'],
      ]),
    )
    expect(taken).toHaveLength(2)
  })

  test('behavior: blocks are taken back while somebody tells of them', async () => {
    await follow(5n)
    await tellQueue(context())
    await save(operation('a'))
    await index(60n)
    const timelock = { chainId, address }
    const blockOf = (number: bigint) => {
      const { blockHash: hash, blockTimestamp: timestamp } = positionAt(number)
      return { number, hash, timestamp }
    }
    const [after, to] = [blockOf(60n), blockOf(30n)]
    let takingBack: Promise<boolean> | undefined
    await tellEvents(store, {
      timelock,
      now: new Date(),
      next: async () => {
        const remains = async () => ({ operations: [], gone: [idOf('a')] })
        takingBack = rollBackTimelock(store, { timelock, after, to, remains, now: new Date() })
        await sleep(300)
        return { head: after, events: [] }
      },
    })
    expect(await takingBack).toBe(true)
    // What comes in the place of those blocks is not taken for told.
    expect((await listToldBlocks(store)).get(`${chainId}:${address}`)).toBe(30n)
  })

  test('behavior: what waits is in the calendar, however much was told since', async () => {
    await follow(5n)
    const waiting = { scheduled: positionAt(10n), eta: timeOf(9_000n) }
    const done = { ...waiting, eta: timeOf(30n), executed: positionAt(40n) }
    await save(
      operation('waits', { instances: [waiting] }),
      ...[1, 2, 3, 4].map((n) => operation(`done ${n}`, { instances: [done] })),
    )
    await index(60n)
    await tellQueue(context())
    const own = topicKey({ of: 'timelock', timelock: { chainId, address } })
    await follow(5n)
    await index(60n)
    await tellQueue(context())
    const listed = async (topic: string) =>
      (await listCalendarEvents(store, { topic, limit: 3 })).map(
        ({ kind, operation: id }) => `${kind} ${id === idOf('waits')}`,
      )
    expect(await listed(own)).toEqual([
      'executed false',
      'executed false',
      'executed false',
      'scheduled true',
    ])
    expect(await listed(topicKey({ of: 'timelock', timelock: { chainId, address } }))).toEqual([])
  })

  test('behavior: what touches a beacon touches its proxies, known before or after', async () => {
    await follow(5n)
    await tellQueue(context())
    const beacon = nthAddress(10_000)
    const [early, late, other] = [10_001, 10_002, 10_003].map(nthAddress) as [
      Address,
      Address,
      Address,
    ]
    const note = (proxy: Address, of: Address) =>
      noteBeaconProxies(store, { chainId, proxies: [{ proxy, beacon: of }] })
    const feedOf = async (proxy: Address) => {
      const topic = topicKey({ of: 'proxy', proxy: { chainId, address: proxy } })
      return (await listEvents(store, { topic, limit: 10 })).map(({ kind }) => kind)
    }
    await note(early, beacon)
    await note(other, nthAddress(10_004))
    await save(operation('a', { calls: [{ target: beacon, value: 0n, data: '0x3659cfe6' }] }))
    await index(12n)
    await tellQueue(context())
    expect(await feedOf(early)).toEqual(['scheduled'])
    expect(await feedOf(late)).toEqual([])
    await note(late, beacon)
    await note(late, beacon)
    expect(await feedOf(late)).toEqual(['scheduled'])
    expect(await feedOf(other)).toEqual([])
  })

  test('behavior: a cancellation that is replaced long after the scheduling is seen', async () => {
    await follow(5n)
    await tellQueue(context())
    const instance = { scheduled: positionAt(10n), eta: timeOf(110n) }
    await save(operation('a', { instances: [{ ...instance, cancelled: positionAt(100n) }] }))
    await index(101n)
    await tellQueue(context())
    await save(operation('a'))
    await index(102n)
    await tellQueue(context())
    expect((await told())[0]).toBe('4 retracted')
  })

  test('behavior: blocked until its predecessor is executed', async () => {
    await follow(5n)
    await tellQueue(context())
    const after = operation('b', { predecessor: idOf('a') })
    await save(operation('a'), after)
    await index(200n)
    await tellQueue(context())
    const subject = {
      topic: topicKey({ of: 'timelock', timelock: { chainId, address } }),
      limit: 100,
    }
    const kinds = async () =>
      (await listEvents(store, subject)).flatMap(({ operation: id, kind }) =>
        id === after.id ? [kind] : [],
      )
    expect(await kinds()).not.toContain('ready')
    await save(
      operation('a', {
        instances: [{ scheduled: positionAt(10n), eta: timeOf(110n), executed: positionAt(201n) }],
      }),
    )
    await index(300n)
    await tellQueue(context())
    expect(await kinds()).toContain('ready')
  })

  test('behavior: its predecessor is found long after it was executed', async () => {
    await follow(5n)
    await tellQueue(context())
    const after = operation('b', { predecessor: idOf('a') })
    await save(after)
    await index(200n)
    await tellQueue(context())
    const ofAfter = async () =>
      (
        await listEvents(store, {
          topic: topicKey({ of: 'timelock', timelock: { chainId, address } }),
          limit: 100,
        })
      ).flatMap(({ operation: id, kind, at }) => (id === after.id ? [`${kind} ${at}`] : []))
    expect(await ofAfter()).not.toContain(`ready ${timeOf(150n)}`)
    await index(300n)
    // No event tells of it: its calls do, and the contract confirms.
    const { blockHash: hash } = positionAt(300n)
    const instances = [
      { scheduled: positionAt(10n), eta: timeOf(110n), executed: positionAt(150n) },
    ]
    const block = { number: 300n, hash, timestamp: timeOf(300n) }
    const told = { known: true, value: { standing: 'executed', block } } as const
    const found = operation('a', { calls: [], origin: 'calls', instances })
    const by = { timelock: { chainId, address }, indexed: block, now: new Date() }
    await saveTold(store, { ...by, operations: [{ operation: found, told }] })
    await tellQueue(context())
    expect(await ofAfter()).toContain(`ready ${timeOf(150n)}`)
  })

  test('behavior: its predecessor is executed in another block after a reorganisation', async () => {
    await follow(5n)
    await tellQueue(context())
    const after = operation('b', { predecessor: idOf('a') })
    const scheduled = { scheduled: positionAt(10n), eta: timeOf(110n) }
    const executedIn = (block: bigint) =>
      operation('a', { instances: [{ ...scheduled, executed: positionAt(block) }] })
    await save(executedIn(201n), after)
    await index(202n)
    await tellQueue(context())
    const ofAfter = async () =>
      (
        await listEvents(store, {
          topic: topicKey({ of: 'timelock', timelock: { chainId, address } }),
          limit: 100,
        })
      ).flatMap(({ operation: id, kind, at }) => (id === after.id ? [`${kind} ${at}`] : []))
    const before = await ofAfter()
    expect(before).toContain(`ready ${timeOf(201n)}`)
    // Read again from a block that both have: the execution is not known, and not known to be gone.
    await save(operation('a'))
    await index(199n)
    await tellQueue(context())
    expect(await ofAfter()).toEqual(before)
    await save(executedIn(203n))
    await index(204n)
    await tellQueue(context())
    await tellQueue(context())
    const told = await ofAfter()
    expect(told).toHaveLength(before.length + 2)
    expect(told).toEqual(
      expect.arrayContaining([`retracted ${timeOf(204n)}`, `ready ${timeOf(203n)}`]),
    )
    // And once more, for good: it is blocked again.
    await save(operation('a'))
    await index(206n)
    await tellQueue(context())
    expect(await ofAfter()).toEqual([`retracted ${timeOf(206n)}`, ...told])
  })

  test('behavior: drift is told beside the operation, and takes nothing of it back', async () => {
    await follow(5n)
    await tellQueue(context())
    await save(operation('a'))
    await index(20n)
    await tellQueue(context())
    await store.database.insert(alarms).values({
      ...{ chainId, timelock: address, patch: idOf('a'), kind: 'code', what: 'code of 0x11' },
      ...{ before: '0xaa', after: '0xbb', firstBlock: 19n, lastBlock: 19n },
    })
    await index(21n)
    await tellQueue(context())
    await index(22n)
    await tellQueue(context())
    expect(await told()).toEqual(['2 drift', '1 scheduled'])
  })

  test('behavior: what cannot be told of one timelock keeps nothing from the others', async () => {
    await follow(5n)
    await tellQueue(context())
    const broken = address
    await save(operation('broken'))
    await store.database
      .update(timelockOperations)
      .set({ operation: '{"instances":[{"eta":"1e999"}]}' })
      .where(eq(timelockOperations.timelock, broken))
    await index(12n)
    await follow(5n)
    await save(operation('a'))
    await index(12n)
    await expect(tellQueue(context())).rejects.toThrow()
    expect(await told()).toEqual(['1 scheduled'])
    const { operations } = await listOperations(store, { filter: { chainId }, limit: 1_000 })
    const listed = (of: Address) => operations.find(({ timelock: { address } }) => address === of)
    expect(listed(broken)?.operation).toBeUndefined()
    expect(listed(address)?.operation?.id).toBe(idOf('a'))
    await store.database.delete(timelockOperations).where(eq(timelockOperations.timelock, broken))
  })

  test('behavior: several at once tell once, and what fails half-way tells nothing', async () => {
    await follow(5n)
    await tellQueue(context())
    await save(...Array.from({ length: 40 }, (_, i) => operation(`many ${i}`)))
    await index(200n)
    await expect(
      store.database.transaction(async (transaction) => {
        await tellQueue({ ...context(), store: { ...store, database: transaction } })
        throw new Error('killed')
      }),
    ).rejects.toThrow('killed')
    expect(await told()).toEqual([])
    await Promise.all([1, 2, 3].map(() => tellQueue(context())))
    expect(await told()).toHaveLength(120)
  })

  test('behavior: the version of a topic changes with what is told, and only then', async () => {
    await follow(5n)
    const topic = topicKey({ of: 'timelock', timelock: { chainId, address } })
    const version = () => readTopicVersion(store, { topic, limit: 100 })
    await tellQueue(context())
    const before = await version()
    await save(operation('a'))
    await index(10n)
    await tellQueue(context())
    const after = await version()
    expect(after).not.toBe(before)
    await index(11n)
    await tellQueue(context())
    expect(await version()).toBe(after)
  })

  test('behavior: nothing is told before the first reading has come to its end', async () => {
    await follow(5n)
    const reach = (headBlock: bigint) =>
      store.database.update(timelocks).set({ headBlock }).where(eq(timelocks.address, address))
    await save(operation('a'))
    await reach(200n)
    await index(20n)
    expect(await tellQueue(context())).toBe(0)
    await index(200n)
    await tellQueue(context())
    expect(await told()).toEqual(['3 ready', '2 about-to-be-ready', '1 scheduled'])
    const isIt = eq(toldTimelocks.timelock, address)
    const [row] = await store.database.select().from(toldTimelocks).where(isIt)
    expect(row?.since).toBe(timeOf(200n))
    // Once it has begun, who is behind again is told what there is.
    await save(operation('b', { instances: [{ scheduled: positionAt(210n), eta: timeOf(900n) }] }))
    await reach(400n)
    await index(220n)
    expect(await tellQueue(context())).toBe(1)
  })

  test('behavior: the first time the past is told, at most the latest of it', async () => {
    await follow(900n)
    const over = Array.from({ length: 600 }, (_, i) => {
      const scheduled = positionAt(BigInt(i + 1))
      const executed = positionAt(BigInt(i + 101))
      return operation(`past ${i}`, {
        instances: [{ scheduled, eta: timeOf(BigInt(i + 50)), executed }],
      })
    })
    await save(...over, operation('open', { predecessor: zeroHash }))
    await tellQueue(context())
    const [row] = await store.database
      .select()
      .from(toldTimelocks)
      .where(eq(toldTimelocks.timelock, address))
    expect(row?.since).toBe(timeOf(900n))
    const rows = await store.database
      .select({ subject: queueEvents.subject })
      .from(queueEvents)
      .where(eq(queueEvents.timelock, address))
    expect(new Set(rows.map(({ subject }) => subject)).size).toBe(501)
  })
})
