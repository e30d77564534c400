import { numberToHex, zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { queueChanges } from './queue-changes'

const timelock = { chainId: 1, address: zeroAddress }
const operation = (
  n: number,
  members: Partial<Parameters<typeof queueChanges>[0][number]> = {},
) => ({
  timelock,
  id: numberToHex(n, { size: 32 }),
  standing: 'waiting' as const,
  due: 5n,
  instances: 1,
  mismatch: undefined,
  ...members,
})
const kinds = (...of: Parameters<typeof queueChanges>) =>
  queueChanges(...of).map(({ change, before }) => [change, before])

describe('queueChanges', () => {
  test('default', () => {
    expect(queueChanges([operation(1)], [operation(1)])).toEqual([])
    expect(kinds([], [operation(1)])).toEqual([['scheduled', undefined]])
    expect(kinds([operation(1)], [operation(1, { standing: 'ready' })])).toEqual([
      ['ready', 'waiting'],
    ])
  })

  test('behavior: what was scheduled and executed between two looks is both', () => {
    expect(kinds([], [operation(1, { standing: 'executed' })])).toEqual([
      ['scheduled', undefined],
      ['executed', undefined],
    ])
  })

  test('behavior: that it was scheduled again was taken back', () => {
    const cancelled = operation(1, { standing: 'cancelled' })
    expect(kinds([operation(1, { instances: 2 })], [cancelled])).toEqual([
      ['retracted', 'waiting'],
      ['cancelled', 'waiting'],
    ])
  })

  test('behavior: scheduled again after it was cancelled', () => {
    const cancelled = operation(1, { standing: 'cancelled' })
    expect(kinds([cancelled], [operation(1, { instances: 2 })])).toEqual([
      ['scheduled', 'cancelled'],
    ])
  })

  test('behavior: a reorganisation takes it back; the same id elsewhere is another one', () => {
    expect(kinds([operation(1)], [])).toEqual([['retracted', 'waiting']])
    const elsewhere = operation(1, { timelock: { chainId: 2, address: zeroAddress } })
    expect(kinds([operation(1)], [operation(1), elsewhere])).toEqual([['scheduled', undefined]])
  })

  test('behavior: a contradiction is told once', () => {
    const contradicted = operation(1, { mismatch: 'it is not there' })
    expect(kinds([operation(1)], [contradicted])).toEqual([['mismatch', 'waiting']])
    expect(kinds([contradicted], [contradicted])).toEqual([])
  })
})
