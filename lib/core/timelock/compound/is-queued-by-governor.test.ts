import { encodeFunctionData, parseAbi, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { isQueuedByGovernor } from './is-queued-by-governor'

const [target, other] = ['1', '2'].map((digit) => `0x${digit.repeat(40)}` as const)
const own = { target: target!, value: 7n, data: '0x12ab' as const }
const operation = { calls: [own] } as unknown as QueuedOperation

const byNumber = parseAbi(['function queue(uint256 proposalId)'])
const byContent = parseAbi([
  'function queue(address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash)',
])

const isQueued = (data: `0x${string}`) =>
  isQueuedByGovernor(operation, { target: other!, value: 0n, data })

/** A proposal with these calls. */
const queue = (calls: readonly (typeof own | { target: never })[]) => {
  const all = calls as readonly (typeof own)[]
  const args = [
    all.map((call) => call.target),
    all.map(({ value }) => value),
    all.map(({ data }) => data),
    zeroHash,
  ] as const
  return encodeFunctionData({ abi: byContent, functionName: 'queue', args })
}

test('default: by the number of the proposal', () => {
  expect(isQueued(encodeFunctionData({ abi: byNumber, args: [1n] }))).toBe(true)
})

test('behavior: by what is proposed, if it is among it', () => {
  expect(isQueued(queue([{ ...own, data: '0x12ac' as never }, own]))).toBe(true)
  for (const change of [{ target: other! }, { value: 8n }, { data: '0x' as never }]) {
    expect(isQueued(queue([{ ...own, ...change }]))).toBe(false)
  }
  expect(isQueued(queue([]))).toBe(false)
})

test('behavior: anything else queues nothing', () => {
  const cancel = encodeFunctionData({
    abi: parseAbi(['function cancel(uint256 proposalId)']),
    args: [1n],
  })
  expect([cancel, '0x', '0xddf0b009'].map((data) => isQueued(data as never))).toEqual([
    false,
    false,
    false,
  ])
})
