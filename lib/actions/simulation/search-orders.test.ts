import { keccak256, stringToHex, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import type { PendingOperation } from './pending-operations'
import { searchOrders, type WalkedStep } from './search-orders'

const operation = (name: string): PendingOperation => ({
  id: keccak256(stringToHex(name)),
  content: { kind: 'batch', calls: [], predecessor: zeroHash, salt: zeroHash },
  readyAt: 0n,
})
const letters = ['a', 'b', 'c', 'd', 'e', 'f'].map(operation)
const [a, b, c] = letters as [PendingOperation, PendingOperation, PendingOperation]
const nameOf = (executed: readonly PendingOperation['id'][]) =>
  executed.map((id) => 'abcdef'[letters.findIndex((one) => one.id === id)]).join('')

/** Executes nothing, and goes on where a way comes to a new state. */
function walk(
  comesTo: (way: readonly PendingOperation[]) => WalkedStep = () => ({ fine: ['price'] }),
) {
  const steps: string[] = []
  const step = async (
    way: readonly PendingOperation[],
    onward: (fine: readonly string[]) => Promise<void>,
  ) => {
    steps.push(nameOf(way.map(({ id }) => id)))
    const walked = comesTo(way)
    if ('fine' in walked) await onward(walked.fine)
    return walked
  }
  return { steps, parameters: { longest: 6, most: 2_000, held: ['price'], step } }
}

test('default', async () => {
  const { orders, isCut } = await searchOrders([a, b, c], walk().parameters)
  expect(orders.map(({ executed }) => nameOf(executed))).toEqual(
    ['', 'a', 'b', 'c', 'ab', 'ac', 'ba', 'bc', 'ca', 'cb'].concat([
      ...['abc', 'acb', 'bac', 'bca', 'cab', 'cba'],
    ]),
  )
  expect(isCut).toBe(false)
})

test('behavior: each way is executed upon the one that it goes on from', async () => {
  const { steps, parameters } = walk()
  await searchOrders([a, b], parameters)
  expect(steps).toEqual(['a', 'ab', 'b', 'ba'])
})

test('behavior: what one is refused after is told where its way ended, and what breaks at its state', async () => {
  const { parameters } = walk((way) => {
    if (way.at(-1) === a && !way.includes(b)) return { refusal: 'waits for b' }
    return { fine: way.length === 1 ? [] : ['price'] }
  })
  const { orders } = await searchOrders([a, b], parameters)
  expect(orders).toEqual([
    { executed: [], refused: [{ id: a.id, reason: 'waits for b' }], broken: [] },
    { executed: [b.id], refused: [], broken: ['price'] },
    { executed: [b.id, a.id], refused: [], broken: [] },
  ])
})

test('behavior: a way that leads where another has led is not followed', async () => {
  const { parameters } = walk((way) => (way[0] === b ? { isKnown: true } : { fine: ['price'] }))
  const { orders } = await searchOrders([a, b, c], parameters)
  expect(orders.some(({ executed }) => executed[0] === b.id)).toBe(false)
})

test('behavior: six that do not commute are 1,957 states', async () => {
  const { steps, parameters } = walk()
  const { orders, isCut } = await searchOrders(letters, parameters)
  expect([orders.length, steps.length, isCut]).toEqual([1_957, 1_956, false])
  expect(
    orders
      .at(-1)
      ?.executed.map((id) => nameOf([id]))
      .join(''),
  ).toBe('fedcba')
})

test('behavior: six that commute are 64', async () => {
  const seen = new Set<string>()
  const { steps, parameters } = walk((way) => {
    const state = way
      .map(({ id }) => id)
      .toSorted()
      .join()
    if (seen.has(state)) return { isKnown: true }
    seen.add(state)
    return { fine: ['price'] }
  })
  const { orders, isCut } = await searchOrders(letters, parameters)
  expect([orders.length, steps.length, isCut]).toEqual([64, 192, false])
})

test('args: how long and how many', async () => {
  const { parameters } = walk()
  const pairs = await searchOrders([a, b, c], { ...parameters, longest: 2 })
  expect(Math.max(...pairs.orders.map(({ executed }) => executed.length))).toBe(2)
  expect(pairs.isCut).toBe(false)
  const few = await searchOrders([a, b, c], { ...parameters, most: 4 })
  expect(few.orders.filter(({ executed }) => executed.length > 0)).toHaveLength(4)
  expect(few.isCut).toBe(true)
})
