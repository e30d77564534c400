import { numberToHex, zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { type InstancesOf, queueChanges } from './queue-changes'

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

  describe('with all instances', () => {
    const at = (blockTimestamp: bigint) => ({ blockTimestamp })
    const cancelled = { scheduled: at(1n), eta: 5n, cancelled: at(2n) }
    const executed = { scheduled: at(3n), eta: 6n, executed: at(7n) }
    const open = { scheduled: at(8n), eta: 9n }
    const told = (
      before: Parameters<typeof queueChanges>[0],
      after: Parameters<typeof queueChanges>[1],
      instances: ReturnType<InstancesOf>,
    ) =>
      queueChanges(before, after, () => instances).map(({ change, operation, before }) => [
        change,
        before,
        operation.due,
      ])

    test('behavior: cancelled and scheduled again between two looks is both', () => {
      const again = [operation(1, { instances: 2, due: 9n })]
      expect(told([operation(1)], again, [cancelled, open])).toEqual([
        ['cancelled', 'waiting', 5n],
        ['scheduled', 'cancelled', 9n],
      ])
      // Where it is not known what became of it before.
      expect(told([operation(1)], again, undefined)).toEqual([['scheduled', 'waiting', 9n]])
      expect(told([operation(1)], again, [cancelled])).toEqual([['scheduled', 'waiting', 9n]])
    })

    test('behavior: that it was cancelled is not told twice', () => {
      const before = [operation(1, { standing: 'cancelled' })]
      const again = [operation(1, { instances: 2, due: 9n })]
      expect(told(before, again, [cancelled, open])).toEqual([['scheduled', 'cancelled', 9n]])
    })

    test('behavior: all of a history that nobody has seen', () => {
      const now = [operation(1, { instances: 3, due: 9n, standing: 'ready' })]
      expect(told([], now, [cancelled, executed, open])).toEqual([
        ['scheduled', undefined, 5n],
        ['cancelled', 'waiting', 5n],
        ['scheduled', 'cancelled', 6n],
        ['executed', 'waiting', 6n],
        ['scheduled', 'executed', 9n],
        ['ready', 'executed', 9n],
      ])
    })

    test('behavior: nothing tells what became of the time before', () => {
      const silent = { scheduled: at(1n), eta: 5n }
      const again = [operation(1, { instances: 2, due: 9n })]
      expect(told([operation(1)], again, [silent, open])).toEqual([['scheduled', 'waiting', 9n]])
    })
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
