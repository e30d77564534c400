import { createClient, http, keccak256, toHex, zeroAddress } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { safeTransactions } from '@/lib/adapters/store/schema'
import type { Store } from '@/lib/adapters/store/store'
import { openEmptyStore } from '@/test/empty-store'
import { listProposedTransactions } from './list-proposed-transactions'

const safe = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const owner = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const chainId = 1

let store: Store
beforeAll(async () => {
  store = await openEmptyStore()
})
afterAll(() => store?.close())

const rowOf = (nonce: bigint, salt = 0) =>
  ({
    chainId,
    safe,
    safeTxHash: keccak256(toHex(`${nonce} ${salt}`)),
    nonce,
    target: owner,
    value: 0n,
    data: '0x',
    operation: 'call',
    safeTxGas: 0n,
    baseGas: 0n,
    gasPrice: 0n,
    gasToken: zeroAddress,
    refundReceiver: zeroAddress,
    origin: '',
    proposer: owner,
    proposedByDelegate: null,
    trusted: true,
    observed: false,
    submittedAt: new Date(1_000 * salt),
    modified: new Date(0),
  }) as const

test('behavior: one proposer with many far nonces crowds out neither what is next nor what was', async () => {
  const flood = Array.from({ length: 600 }, (_, i) => rowOf(1_000_000n + BigInt(i)))
  await store.database.insert(safeTransactions).values([rowOf(6n), rowOf(7n), ...flood])
  const context = {
    store,
    // Nothing is asked of it where nothing is followed.
    client: createClient({ transport: http('http://127.0.0.1:1') }),
    chainId,
    now: () => new Date(),
  }
  const listed = await listProposedTransactions(context, { safe, nonce: 7n })
  expect(
    listed.slice(0, 3).map(({ transaction, outcome }) => [transaction.nonce, outcome.status]),
  ).toEqual([
    [6n, 'replaced'],
    [7n, 'pending'],
    [1_000_000n, 'pending'],
  ])
})
