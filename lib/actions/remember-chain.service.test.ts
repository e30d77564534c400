import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '@/lib/adapters/store/open-store'
import { saveSnapshot } from '@/lib/adapters/store/save-snapshot'
import type { Store } from '@/lib/adapters/store/store'
import { factsOf, hashOf, known, uupsProxy } from '@/lib/core/patch/__fixtures__/draft'
import { liveOf, patchOf, safe, timelock } from '@/lib/core/patch/__fixtures__/proposals'
import type { ProtocolChain } from '@/lib/core/patch/desk'
import { putEmptyStore } from '@/test/empty-store'
import { recallChain, rememberChain } from './remember-chain'

const directory = mkdtempSync(join(tmpdir(), 'suture-remember-'))
let store: Store
beforeAll(async () => {
  await putEmptyStore(directory)
  store = await openStore({ directory })
})
afterAll(async () => {
  await store.close()
  rmSync(directory, { recursive: true, force: true })
})

const unread = { known: false, reason: 'the node did not answer' } as const
const roles = { open: true, holders: [safe.address] }

/** Of everything there is: integers beyond 2^53, what is unknown, and text that looks like a tag. */
const chain: ProtocolChain = {
  facts: {
    name: '{"$bigint":"1"}',
    chainId: safe.chainId,
    block: { number: 2n ** 64n, hash: hashOf('block'), timestamp: 1_700_000_000n },
    safe: factsOf().safe,
    guardian: undefined,
    timelock: known({
      timelock,
      minDelay: 0n,
      roles: { proposer: roles, executor: roles, canceller: roles, admin: roles },
    }),
    proxies: [
      { name: '12345678901234567890', address: safe.address, proxy: known(uupsProxy()) },
      { name: 'unread', address: safe.address, proxy: unread },
    ],
  },
  operations: [
    liveOf(patchOf('vault'), 'waiting'),
    { ...liveOf(patchOf('adapter'), 'ready'), state: unread, predecessorState: known('done') },
  ],
}

test('default: what comes back is what was said, integers as integers', async () => {
  await rememberChain(store, { key: 'a', chain, readAt: 1_700_000_000_123 })
  expect(await recallChain(store, 'a')).toEqual({ chain, readAt: 1_700_000_000_123 })
})

test('behavior: the last one stays, each key for itself', async () => {
  const later = { ...chain, operations: [] }
  await rememberChain(store, { key: 'b', chain, readAt: 1 })
  await rememberChain(store, { key: 'b', chain: later, readAt: 2 })
  await rememberChain(store, { key: 'c', chain, readAt: 3 })
  expect(await recallChain(store, 'b')).toEqual({ chain: later, readAt: 2 })
})

test('behavior: nothing was kept, not in this format, or it broke', async () => {
  expect(await recallChain(store, 'nothing')).toBeUndefined()
  const snapshot = {
    json: '{"chain":',
    blockNumber: 1n,
    blockHash: hashOf('x'),
    storedAt: new Date(),
  }
  await saveSnapshot(store, { ...snapshot, key: 'chain/0:old' })
  expect(await recallChain(store, 'old')).toBeUndefined()
  await saveSnapshot(store, { ...snapshot, key: 'chain/1:broken' })
  expect(await recallChain(store, 'broken')).toBeUndefined()
  await saveSnapshot(store, { ...snapshot, key: 'chain/1:broken', json: '{"$bigint":"x"}' })
  expect(await recallChain(store, 'broken')).toBeUndefined()
})
