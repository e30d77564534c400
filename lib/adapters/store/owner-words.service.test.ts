import { getAddress } from 'viem'
import { afterAll, describe, expect, test } from 'vitest'
import { openEmptyStore } from '@/test/empty-store'
import { startPostgres } from '@/test/postgres'
import { openStore, type Store } from './open-store'
import { insertLabel, listLabels } from './safe-labels'
import { deleteSession, insertNonce, insertSession, readSession, takeNonce } from './sessions'

const postgres = await startPostgres()
const stores: readonly (readonly [string, Store])[] = [
  ['PGlite', await openEmptyStore()],
  ...(postgres ? [['PostgreSQL', await openStore(postgres)] as const] : []),
]

afterAll(async () => {
  for (const [, store] of stores) await store.close()
  await postgres?.stop()
})

const nth = (n: number) => getAddress(`0x${n.toString(16).padStart(40, '0')}`)
const safe = { chainId: 1, address: nth(1) }
const now = new Date(1_795_000_000_000)
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds)

describe.each(stores)('%s', (_name, store) => {
  test('behavior: of many who take a nonce one gets it, and none once it has expired', async () => {
    const nonce = { nonce: 'a'.repeat(16), issuedAt: now, expiresAt: later(1_000) }
    await insertNonce(store, nonce)
    const taken = await Promise.all(
      Array.from({ length: 10 }, () => takeNonce(store, { nonce: nonce.nonce, now })),
    )
    expect(taken.filter((each) => each !== undefined)).toEqual([nonce])
    await insertNonce(store, nonce)
    expect(await takeNonce(store, { nonce: nonce.nonce, now: later(1_000) })).toBeUndefined()
  })

  test('behavior: a session is there until its end, or until it is deleted', async () => {
    const session = { account: nth(7), chainId: 1, createdAt: now, expiresAt: later(1_000) }
    await insertSession(store, { ...session, tokenHash: 'x' })
    expect(await readSession(store, { tokenHash: 'x', now: later(999) })).toEqual(session)
    expect(await readSession(store, { tokenHash: 'x', now: later(1_000) })).toBeUndefined()
    expect(await readSession(store, { tokenHash: 'y', now })).toBeUndefined()
    expect(await deleteSession(store, { tokenHash: 'x' })).toBe(nth(7))
    expect(await deleteSession(store, { tokenHash: 'x' })).toBeUndefined()
  })

  test('behavior: whoever judges a name sees all that was written before, many writers at once', async () => {
    const written = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        insertLabel(store, {
          ...{ safe, now },
          label: { address: nth(100 + n), text: 'Treasury', author: nth(7) },
          judge: (entries) => (entries.length === 0 ? 'write' : 'leave'),
        }),
      ),
    )
    expect(written.filter(Boolean)).toHaveLength(1)
    expect(await listLabels(store, safe)).toHaveLength(1)
    expect(await listLabels(store, { ...safe, chainId: 2 })).toEqual([])
  })
})
