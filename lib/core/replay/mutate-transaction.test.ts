import { type Address, encodeFunctionData, pad, parseAbi, size } from 'viem'
import { expect, test } from 'vitest'
import { type MutableCall, mutateTransaction } from './mutate-transaction'

const [user, other, token] = [1, 2, 3].map((n) => pad(`0x${n}`, { size: 20, dir: 'right' })) as [
  Address,
  Address,
  Address,
]
const abi = parseAbi(['function take(address token, uint256 amount, bool all)'])
const data = encodeFunctionData({ abi, args: [token, 500n, false] })
const call: MutableCall = { from: user, to: token, value: 7n, data }
const changesOf = (of: MutableCall, most = 99, others = [user, other]) =>
  mutateTransaction(of, { others, most }).map(({ change }) => change)

test('default', () => {
  expect(changesOf(call).slice(0, 9)).toEqual([
    'the same again',
    `from ${other}`,
    'without its value',
    `word 1 of its arguments, another address: ${token} → ${other}`,
    `word 2 of its arguments, as the one before: 500 → ${token}`,
    'word 3 of its arguments, as the one before: 0 → 500',
    `word 1 of its arguments, another address: ${token} → ${user}`,
    'word 2 of its arguments, doubled: 500 → 1000',
    'word 3 of its arguments, flipped: 0 → 1',
  ])
})

test('behavior: nothing but what is named changes, and nothing twice', () => {
  const mutations = mutateTransaction(call, { others: [other], most: 99 })
  for (const { to, data: changed } of mutations) expect([to, size(changed)]).toEqual([token, 100])
  const halved = mutations.find(({ change }) => change.includes('halved'))
  expect(halved?.data).toBe(encodeFunctionData({ abi, args: [token, 250n, false] }))
  expect(
    new Set(mutations.map((one) => JSON.stringify([one.from, String(one.value), one.data]))).size,
  ).toBe(mutations.length)
})

test('args: how many', () => {
  expect(changesOf(call, 4)).toEqual(changesOf(call).slice(0, 4))
})

test('behavior: without arguments there are its sender and its value', () => {
  expect(changesOf({ ...call, data: '0x', value: 0n })).toEqual(['the same again', `from ${other}`])
  expect(changesOf({ ...call, data: '0x12345678' }, 99, [])).toEqual([
    'the same again',
    'without its value',
  ])
})
