import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Hash, numberToHex, zeroAddress, zeroHash } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore, type Store } from '@/lib/adapters/store/open-store'
import { saveOperations } from '@/lib/adapters/store/save-operations'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import { timelocks } from '@/lib/adapters/store/timelock-schema'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import { readFollowedTimelock } from './read-followed-timelock'
import { readQueue } from './read-queue'
import { readQueuedOperation } from './read-queued-operation'

const day = 86_400n
const now = 100n * day
const timelock = { chainId: 1, address: zeroAddress } as const
const id = (n: number): Hash => numberToHex(n, { size: 32 })
const directory = mkdtempSync(join(tmpdir(), 'suture-queue-'))
let store: Store

type Planned = { n: number; eta: bigint; told?: OperationStanding; after?: number }

/** 1 to 120 wait; the others stand where their names say. */
const planned: Planned[] = [
  ...Array.from({ length: 120 }, (_, index) => ({ n: index + 1, eta: now + BigInt(index + 1) })),
  { n: 201, eta: now - 6n * day },
  { n: 202, eta: now - 7n * day },
  { n: 203, eta: now - day, told: 'cancelled' },
  { n: 204, eta: now - day, after: 203 },
  { n: 205, eta: now - day, after: 204 },
  { n: 206, eta: now - day, told: 'unknown' },
]

beforeAll(async () => {
  store = await openStore({ directory })
  await saveTimelock(store, {
    timelock,
    detection: { kind: 'openzeppelin', generation: '4.9', badges: [] },
    firstBlock: { known: true, value: 1n },
    scanFrom: 1n,
    why: 'asked',
    now: new Date(),
  })
  await store.database
    .update(timelocks)
    .set({ indexedBlock: 9n, indexedHash: zeroHash, indexedTimestamp: now, headBlock: 9n })
  await saveOperations(store, {
    operations: planned.map(({ n, eta, told, after }) => ({
      operation: {
        timelock,
        kind: 'openzeppelin',
        id: id(n),
        calls: [{ target: zeroAddress, value: 0n, data: '0x64d62353' }],
        ...(after !== undefined && { predecessor: id(after) }),
        salt: 'unknown',
        instances: [
          {
            scheduled: {
              blockNumber: 2n,
              blockHash: zeroHash,
              blockTimestamp: 20n,
              transactionHash: zeroHash,
              logIndex: n,
            },
            eta,
          },
        ],
      },
      ...(told && {
        told: {
          known: true,
          value: { standing: told, block: { number: 8n, hash: zeroHash, timestamp: now } },
        } as const,
      }),
    })),
  })
})

afterAll(async () => {
  await store.close()
  rmSync(directory, { recursive: true, force: true })
})

test('default', async () => {
  const queue = await readQueue({ store }, { filter: {} })
  expect(queue.groups.map(({ name, count }) => [name, count])).toEqual([
    ['ready', 1],
    ['overlooked', 1],
    ['blocked', 2],
    ['waiting', 120],
    ['unclear', 1],
    ['cancelled', 1],
  ])
  const ids = (name: string) =>
    queue.groups.find((group) => group.name === name)?.operations.map((each) => Number(each.id))
  expect(ids('ready')).toEqual([201])
  expect(ids('overlooked')).toEqual([202])
  expect(ids('waiting')).toEqual(Array.from({ length: 15 }, (_, index) => index + 1))
})

test('args: group: page by page, each operation once', async () => {
  const seen: number[][] = []
  let cursor: string | undefined
  do {
    const { groups } = await readQueue({ store }, { filter: {}, group: 'waiting', cursor })
    expect(groups).toHaveLength(1)
    seen.push(groups[0]?.operations.map((each) => Number(each.id)) ?? [])
    cursor = groups[0]?.next
  } while (cursor)
  expect(seen.map((page) => page.length)).toEqual([25, 25, 25, 25, 20])
  expect(seen.flat()).toEqual(Array.from({ length: 120 }, (_, index) => index + 1))
})

test('args: filter: configured timelocks only', async () => {
  const counts = async (configured: boolean) =>
    (await readQueue({ store }, { filter: { configured } })).counts.waiting
  expect([await counts(true), await counts(false)]).toEqual([0, 120])
})

test('behavior: a cursor of another list gives the first page, and says so', async () => {
  const queue = await readQueue({ store }, { filter: {}, group: 'ready', cursor: 'nonsense' })
  expect(queue.isBadCursor).toBe(true)
  expect(queue.groups[0]?.operations).toHaveLength(1)
})

test('behavior: an order is followed to both ends, for the timelock and for each operation', async () => {
  const page = await readFollowedTimelock({ store }, timelock)
  const chain = [id(203), id(204), id(205)]
  expect(page?.order.map((each) => each.id).sort()).toEqual(chain)
  const operation = await readQueuedOperation({ store }, { ...timelock, id: id(205) })
  expect(operation?.order.map((each) => each.id).sort()).toEqual(chain)
  expect(operation?.isOrderCut).toBe(false)
})

test('behavior: without a salt there is no call that executes, and one that cancels', async () => {
  const operation = await readQueuedOperation({ store }, { ...timelock, id: id(1) })
  expect(operation?.execute).toBeUndefined()
  expect(operation?.cancel?.data).toBe(`0xc4d252f5${id(1).slice(2)}`)
  expect(await readQueuedOperation({ store }, { ...timelock, id: id(999) })).toBeUndefined()
})
