import { type Hash, keccak256, stringToHex } from 'viem'
import { expect, test } from 'vitest'
import { type OperationOrder, orderHarms } from './operation-orders'

const id = (name: string): Hash => keccak256(stringToHex(name))
const [market, seed] = [id('market'), id('seed')]
const order = (executed: readonly Hash[], more: Partial<OperationOrder> = {}): OperationOrder => ({
  executed,
  refused: [],
  broken: [],
  ...more,
})
const harms = (...orders: readonly OperationOrder[]) =>
  orderHarms({ operations: [market, seed], conditions: 1, orders, untried: [] })

test('default', () => {
  const found = harms(
    order([]),
    order([market], { broken: ['unseeded'] }),
    order([seed]),
    order([market, seed]),
  )
  expect(found).toEqual([{ executed: [market], what: 'unseeded' }])
})

test('behavior: what waits for another does no harm', () => {
  const refused = [{ id: market, reason: 'the predecessor' }]
  expect(harms(order([], { refused }), order([seed]), order([seed, market]))).toEqual([])
})

test('behavior: what is broken in the end whatever the order is not the fault of the order', () => {
  const broken = ['the price']
  expect(harms(order([]), order([market], { broken }), order([market, seed], { broken }))).toEqual(
    [],
  )
})

test('behavior: an operation that nothing can execute any more', () => {
  const found = harms(
    order([]),
    order([market], { refused: [{ id: seed, reason: 'closed' }] }),
    order([seed]),
    order([seed, market]),
  )
  expect(found).toEqual([
    { executed: [market], what: `operation ${seed} can never be executed then: closed` },
  ])
})

test('behavior: one that can be executed in no order is not blocked by one', () => {
  const refused = [{ id: seed, reason: 'broken' }]
  expect(harms(order([], { refused }), order([market], { refused }))).toEqual([])
})
