import { keccak256, stringToHex, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import type { PendingOperation } from './pending-operations'
import { searchOrders, type WalkedWay } from './search-orders'

const operation = (name: string): PendingOperation => ({
  id: keccak256(stringToHex(name)),
  content: { kind: 'batch', calls: [], predecessor: zeroHash, salt: zeroHash },
  readyAt: 0n,
})
const [a, b, c] = [operation('a'), operation('b'), operation('c')]
const fine: WalkedWay = { fine: ['price'] }
const names = new Map([
  [a.id, 'a'],
  [b.id, 'b'],
  [c.id, 'c'],
])
const nameOf = (executed: readonly PendingOperation['id'][]) =>
  executed.map((id) => names.get(id)).join('')

test('default', async () => {
  const { orders, isCut, held } = await searchOrders([a, b, c], {
    longest: 3,
    most: 100,
    walk: async () => fine,
  })
  expect(orders.map(({ executed }) => nameOf(executed))).toEqual(
    ['', 'a', 'b', 'c', 'ab', 'ac', 'ba', 'bc', 'ca', 'cb'].concat([
      ...['abc', 'acb', 'bac', 'bca', 'cab', 'cba'],
    ]),
  )
  expect({ isCut, held }).toEqual({ isCut: false, held: ['price'] })
})

test('behavior: what one is refused after is told where its way ended, and what breaks at its state', async () => {
  const { orders } = await searchOrders([a, b], {
    longest: 2,
    most: 100,
    walk: async (way) => {
      if (way.at(-1) === a && !way.includes(b)) return { refusal: 'waits for b' }
      return way.length === 1 ? { fine: [] } : fine
    },
  })
  expect(orders).toEqual([
    { executed: [], refused: [{ id: a.id, reason: 'waits for b' }], broken: [] },
    { executed: [b.id], refused: [], broken: ['price'] },
    { executed: [b.id, a.id], refused: [], broken: [] },
  ])
})

test('behavior: a way that leads where another has led is not followed', async () => {
  const { orders } = await searchOrders([a, b, c], {
    longest: 3,
    most: 100,
    walk: async (way) => (way[0] === b ? { isKnown: true } : fine),
  })
  expect(orders.some(({ executed }) => executed[0] === b.id)).toBe(false)
})

test('args: how long and how many', async () => {
  const walk = async () => fine
  const pairs = await searchOrders([a, b, c], { longest: 2, most: 100, walk })
  expect(Math.max(...pairs.orders.map(({ executed }) => executed.length))).toBe(2)
  expect(pairs.isCut).toBe(false)
  const few = await searchOrders([a, b, c], { longest: 3, most: 4, walk })
  expect(few.orders.filter(({ executed }) => executed.length > 0)).toHaveLength(4)
  expect(few.isCut).toBe(true)
})
