import { expect, test } from 'vitest'
import {
  cancelOf,
  delay,
  patchOf,
  payment,
  scheduleOf,
  timelock,
  transactionOf,
} from './__fixtures__/proposals'
import { diffRivals } from './diff-rivals'
import { patchOperation } from './patch-operation'

const [vault, adapter] = [patchOf('vault'), patchOf('adapter')]
const differing = (parameters: Parameters<typeof diffRivals>[0]) =>
  diffRivals(parameters).filter(({ differs }) => differs)
const timelocks = [timelock]

test('default: two patches differ in the data, and it says in what of it', () => {
  const left = transactionOf(scheduleOf(vault))
  const right = transactionOf(scheduleOf(adapter))
  const pairs = differing({ left, right, timelocks })
  expect(pairs.map(({ field }) => field)).toEqual([
    'data',
    'operation id',
    'salt',
    'call 1, target',
    'call 1, data',
  ])
  expect(pairs[1]).toMatchObject({
    left: patchOperation(vault).id,
    right: patchOperation(adapter).id,
  })
})

test('behavior: one side schedules, the other cancels or pays', () => {
  const left = transactionOf(scheduleOf(vault))
  const cancel = transactionOf(cancelOf(patchOperation(vault).id))
  expect(differing({ left, right: cancel, timelocks })).toContainEqual(
    expect.objectContaining({ field: 'timelock call', left: 'schedule', right: 'cancel' }),
  )
  const fields = differing({ left, right: transactionOf(payment), timelocks })
  expect(fields).toContainEqual(
    expect.objectContaining({
      field: 'delay, seconds',
      left: String(delay),
      right: undefined,
    }),
  )
})

test('behavior: a contract that is no timelock of ours is not taken at its word', () => {
  const left = transactionOf(scheduleOf(vault))
  const right = transactionOf(scheduleOf(adapter))
  expect(differing({ left, right, timelocks: [] }).map(({ field }) => field)).toEqual(['data'])
})
