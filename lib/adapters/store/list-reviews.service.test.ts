import type { Hash } from 'viem'
import { afterAll, expect, test } from 'vitest'
import { nthHash } from '@/test/queue-store'
import { listReviews } from './list-reviews'
import { openStore } from './open-store'
import { saveReport } from './save-report'

const store = await openStore({})

afterAll(() => store.close())

const verdicts = { pass: 1, warn: 0, fail: 2, unknown: 0, 'not-applicable': 3 }

/** Whatever it is of: what it says is not read here. */
async function save(subject: string, hash: Hash, more: { contentHash?: Hash; block?: bigint }) {
  const { contentHash = hash, block = 1n } = more
  const storedAt = new Date(Number(block) * 1_000)
  return await saveReport(store, {
    ...{ subject, hash, contentHash, json: '{}', blockNumber: block, storedAt },
    verdicts: { ...verdicts, pass: Number(block) },
  })
}

test('default: the last of each subject', async () => {
  await save('a', nthHash(1), { block: 1n })
  await save('a', nthHash(2), { block: 2n })
  await save('b', nthHash(3), { block: 1n })
  await save('c', nthHash(4), { block: 1n })
  expect(await listReviews(store, { subjects: ['a', 'b', 'other'] })).toEqual([
    { subject: 'a', hash: nthHash(2), confirmedBlock: 2n, verdicts: { ...verdicts, pass: 2 } },
    { subject: 'b', hash: nthHash(3), confirmedBlock: 1n, verdicts: { ...verdicts, pass: 1 } },
  ])
  expect(await listReviews(store, { subjects: [] })).toEqual([])
})

test('behavior: the same verdicts at a later block are confirmed there', async () => {
  await save('confirmed', nthHash(5), { contentHash: nthHash(50), block: 1n })
  await save('confirmed', nthHash(6), { contentHash: nthHash(50), block: 9n })
  expect(await listReviews(store, { subjects: ['confirmed'] })).toMatchObject([
    { hash: nthHash(5), confirmedBlock: 9n },
  ])
})

test('behavior: a report of another kind, or of old, is no review', async () => {
  const report = { json: '{}', blockNumber: 1n, storedAt: new Date(0) }
  const [hash, contentHash] = [nthHash(7), nthHash(7)]
  await saveReport(store, { ...report, subject: 'effects', hash, contentHash })
  expect(await listReviews(store, { subjects: ['effects'] })).toEqual([])
})
