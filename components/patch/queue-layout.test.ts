import { describe, expect, test } from 'vitest'
import { owners, recordOf, records, transactionOf } from '@/lib/core/patch/__fixtures__/records'
import { layoutQueue } from './queue-layout'

const drawn = (list: Parameters<typeof layoutQueue>[0]) =>
  layoutQueue(list).groups.flatMap((group) => [
    `= ${group.name}${group.threaded ? ' |' : ''}`,
    ...group.entries.map(({ record, gutter, rivals }) =>
      [
        record.title.split(',')[0]?.replaceAll(/[\u202a-\u202e]/g, ''),
        gutter,
        rivals && `${rivals.count} at ${rivals.nonce}`,
      ]
        .filter(Boolean)
        .join(': '),
    ),
  ])

test('default', () => {
  expect(drawn(records)).toMatchInlineSnapshot(`
    [
      "= ready",
      "Rate adapter 1.3.1: none",
      "= waiting",
      "Minimum delay 48 h → 72 h: none",
      "Strategies 3.1.1: thread-start",
      "= blocked |",
      "Fee collector 1.2.0: thread-end",
      "= needs-signatures",
      "HarborVault 2.5.0: none",
      "Pay audit eciovni 2026-11: bracket-start: 2 at 49",
      "Reject nonce 49: bracket-end",
      "= executed",
      "HarborVault 2.1: none",
    ]
  `)
  expect(layoutQueue(records).closed.map(({ stage }) => stage)).toEqual(['cancelled'])
})

test('behavior: an empty queue has no groups', () => {
  expect(layoutQueue([])).toEqual({ groups: [], closed: [] })
})

describe('threads', () => {
  const waiting = (name: string, eta: bigint, after?: string) =>
    recordOf({ name, stage: after ? 'blocked' : 'scheduled', eta, ...(after ? { after } : {}) })

  test('behavior: a chain of three is one thread with a joint', () => {
    expect(drawn([waiting('C', 30n, 'B'), waiting('B', 20n, 'A'), waiting('A', 10n)])).toEqual([
      '= waiting',
      'A: thread-start',
      '= blocked |',
      'B: thread-joint',
      'C: thread-end',
    ])
  })

  test('behavior: a predecessor that is not in the queue draws nothing', () => {
    expect(drawn([waiting('B', 20n, 'A')])).toEqual(['= blocked', 'B: none'])
  })

  test('behavior: what waits for a cancelled one hangs on nothing', () => {
    const cancelled = recordOf({ name: 'A', stage: 'cancelled', eta: 10n })
    expect(drawn([waiting('B', 20n, 'A'), cancelled])).toEqual(['= blocked', 'B: none'])
  })

  test('behavior: threads never overlap', () => {
    const list = [
      waiting('A', 10n),
      waiting('B', 20n),
      waiting('C', 30n, 'A'),
      waiting('D', 40n, 'B'),
    ]
    expect(drawn(list)).toEqual([
      '= waiting',
      'A: thread-start',
      'B: thread-through',
      '= blocked |',
      'C: thread-end',
      'D: none',
    ])
  })
})

describe('rivals', () => {
  const pending = (name: string, nonce: bigint) =>
    recordOf({
      name,
      stage: 'proposed',
      others: [transactionOf({ name, nonce, signers: owners.slice(0, 1) })],
    })

  test('behavior: three at one nonce share a bracket', () => {
    expect(drawn([pending('A', 5n), pending('B', 5n), pending('C', 5n), pending('D', 6n)])).toEqual(
      [
        '= needs-signatures',
        'A: bracket-start: 3 at 5',
        'B: bracket-through',
        'C: bracket-end',
        'D: none',
      ],
    )
  })

  test('behavior: neighbours of different nonces are no rivals', () => {
    expect(drawn([pending('A', 6n), pending('B', 5n)])).toEqual([
      '= needs-signatures',
      'B: none',
      'A: none',
    ])
  })
})
