import { expect, test } from 'vitest'
import { searchedUpTo } from './searched-up-to'

const of = (...unsearched: readonly [from: bigint, to: bigint][]) =>
  searchedUpTo({
    scanFrom: 10n,
    finalized: 1_000n,
    unsearched: unsearched.map(([fromBlock, toBlock]) => ({ fromBlock, toBlock })),
  })

test('default', () => {
  expect(of()).toEqual({ block: 1_000n, waiting: 0n })
})

test('behavior: of the newest blocks a few may wait for the next turn', () => {
  expect(of([1_000n, 1_000n])).toEqual({ block: 999n, waiting: 1n })
  expect(of([701n, 1_000n])).toEqual({ block: 700n, waiting: 300n })
  expect(of([700n, 1_000n])).toBeUndefined()
})

test('behavior: a gap is no rest, and neither is all there is', () => {
  expect(of([500n, 501n])).toBeUndefined()
  expect(of([500n, 501n], [1_000n, 1_000n])).toBeUndefined()
  const unsearched = [{ fromBlock: 10n, toBlock: 12n }]
  expect(searchedUpTo({ scanFrom: 10n, finalized: 12n, unsearched })).toBeUndefined()
})

test('behavior: before a block is final nothing was searched', () => {
  expect(searchedUpTo({ scanFrom: 10n, finalized: undefined, unsearched: [] })).toBeUndefined()
  expect(searchedUpTo({ scanFrom: 10n, finalized: 9n, unsearched: [] })).toBeUndefined()
})
