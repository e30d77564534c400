import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import { keccak256, stringToBytes } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellQueue } from '@/lib/actions/queue-events/tell-queue'
import { openStore } from '@/lib/adapters/store/open-store'
import { saveOperations } from '@/lib/adapters/store/save-operations'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import type { Store } from '@/lib/adapters/store/store'
import { insertSubscription } from '@/lib/adapters/store/subscriptions'
import { timelocks } from '@/lib/adapters/store/timelock-schema'
import { deliveries, queueEvents } from '@/lib/adapters/store/watch-schema'
import { positionAt, queued, timelock, timeOf } from '@/lib/core/watch/__fixtures__/queued'
import { startTelling } from './start-telling'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(async () => {
  const held = globalThis as { sutureContext?: unknown }
  held.sutureContext = undefined
  await store.close()
})

/** All is indexed up to a block, with operations that were scheduled just before. */
async function index(block: bigint, names: readonly string[] = []): Promise<void> {
  const { blockHash } = positionAt(block)
  const operations = names.map((name) => ({
    operation: queued({
      id: keccak256(stringToBytes(name)),
      instances: [{ scheduled: positionAt(block), eta: timeOf(block + 1_000n) }],
    }),
  }))
  await saveOperations(store, { operations })
  await store.database
    .update(timelocks)
    .set({ indexedBlock: block, indexedHash: blockHash, indexedTimestamp: timeOf(block) })
    .where(eq(timelocks.address, timelock.address))
}

test('behavior: a receiver that never answers keeps nothing from being told', async () => {
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(silent.address() as AddressInfo).port}`
  const config = { protocols: [], chains: [], leadSeconds: 600, webhooks: { allowHosts: [host] } }
  const context = { store, config } as unknown as Parameters<typeof tellQueue>[0]
  const held = globalThis as { sutureContext?: unknown }
  held.sutureContext = Promise.resolve(context)
  const now = new Date()
  await saveTimelock(store, {
    timelock,
    detection: { kind: 'openzeppelin', generation: '5.0', badges: [] },
    firstBlock: { known: true, value: 1n },
    ...{ scanFrom: 1n, why: 'config', now },
  })
  await index(5n)
  await tellQueue(context)
  await insertSubscription(store, {
    ...{ id: 'slow', tokenHash: 'slow', topic: 'all', kinds: [], shape: 'slack' },
    ...{ target: `http://${host}/`, secret: undefined, state: 'active', problem: undefined },
    createdAt: now,
  })
  await index(
    10n,
    Array.from({ length: 100 }, (_, i) => `slow ${i}`),
  )
  await tellQueue(context)
  const worker = startTelling()
  const isSending = async () => {
    const rows = await store.database.select().from(deliveries)
    return rows.some(({ nextAt }) => nextAt.getTime() > Date.now() + 60_000)
  }
  await expect.poll(isSending, { timeout: 20_000 }).toBe(true)
  await index(11n, ['news'])
  // Twenty at a time, ten seconds each: by then not half of it was tried.
  const told = () =>
    store.database.select().from(queueEvents).where(eq(queueEvents.blockNumber, 11n))
  await expect.poll(told, { timeout: 20_000 }).toHaveLength(1)
  const stopped = worker.stop()
  silent.closeAllConnections()
  silent.close()
  await stopped
}, 90_000)
