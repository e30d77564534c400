import { type Hash, numberToHex } from 'viem'
import { expect, test } from 'vitest'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { OrderedOperation } from '@/lib/core/timelock/kind/ordered-operation'
import { layoutOrder } from './order-layout'

const id = (n: number): Hash => numberToHex(n, { size: 32 })
const step = (n: number, after?: number, standing: OperationStanding = 'waiting') =>
  ({
    id: id(n),
    standing,
    due: 0n,
    predecessor: after === undefined ? undefined : id(after),
    targets: [],
    selectors: [],
  }) satisfies OrderedOperation
const drawn = (operations: readonly OrderedOperation[]) =>
  layoutOrder(operations).nodes.map(
    ({ id, column, row, state }) => `${BigInt(id)} at ${column},${row} ${state}`,
  )

test('default', () => {
  expect(drawn([step(2, 1), step(1, undefined, 'executed'), step(3, 2, 'blocked')])).toEqual([
    '1 at 0,0 done',
    '2 at 1,0 free',
    '3 at 2,0 behind',
  ])
})

test('behavior: what waits for the same stands under each other', () => {
  const layout = layoutOrder([step(1), step(2, 1), step(3, 1), step(4, 2), step(5)])
  expect(layout).toMatchObject({ columns: 3, rows: 3 })
  expect(drawn([step(1), step(2, 1), step(3, 1), step(4, 2), step(5)])).toEqual([
    '1 at 0,0 free',
    '2 at 1,0 behind',
    '4 at 2,0 behind',
    '3 at 1,1 behind',
    '5 at 0,2 free',
  ])
})

test('behavior: what waits for something cancelled or unknown is a dead end, and so is what waits for that', () => {
  expect(drawn([step(1, undefined, 'cancelled'), step(2, 1, 'blocked'), step(3, 2)])).toEqual([
    '1 at 0,0 over',
    '2 at 1,0 dead-end',
    '3 at 2,0 dead-end',
  ])
  expect(drawn([step(2, 9, 'blocked')])).toEqual(['9 at 0,0 missing', '2 at 1,0 dead-end'])
})

test('behavior: a predecessor of which only the contract knows that it is done is no dead end', () => {
  expect(drawn([{ ...step(2, 9), predecessorDone: true }])).toEqual([
    '9 at 0,0 missing',
    '2 at 1,0 free',
  ])
})

test('behavior: a circle that events claim is cut', () => {
  expect(drawn([step(1, 2), step(2, 1)])).toEqual(['1 at 0,0 free', '2 at 1,0 behind'])
})

test('behavior: nothing', () => {
  expect(layoutOrder([])).toEqual({ nodes: [], columns: 0, rows: 0 })
})
