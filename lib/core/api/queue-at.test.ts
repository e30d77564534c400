import { numberToHex, zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { queueAt } from './queue-at'
import { queueChanges } from './queue-changes'

type Told = Parameters<typeof queueAt>[0][number]

const moment = (timestamp: bigint) => ({ timestamp })
const operation = (members: Partial<Told> = {}): Told => ({
  timelock: { chainId: 1, address: zeroAddress },
  id: numberToHex(1, { size: 32 }),
  standing: 'waiting',
  due: 200n,
  expires: undefined,
  scheduled: moment(100n),
  cancelled: undefined,
  executed: undefined,
  instances: 1,
  mismatch: undefined,
  ...members,
})

/** What has happened since. */
const since = (moment: bigint, members: Partial<Told> = {}) => {
  const now = [operation(members)]
  return queueChanges(queueAt(now, moment), now).map(({ change, before }) => [change, before])
}

test('default', () => {
  expect(since(99n)).toEqual([['scheduled', undefined]])
  expect(since(100n)).toEqual([])
})

test('behavior: what became of it', () => {
  const executed = { standing: 'executed', executed: moment(300n) } as const
  expect(since(50n, executed)).toEqual([
    ['scheduled', undefined],
    ['executed', undefined],
  ])
  expect(since(150n, executed)).toEqual([['executed', 'waiting']])
  expect(since(250n, executed)).toEqual([['executed', 'ready']])
  expect(since(300n, executed)).toEqual([])
  const cancelled = { standing: 'cancelled', cancelled: moment(150n) } as const
  expect(since(120n, cancelled)).toEqual([['cancelled', 'waiting']])
  expect(since(160n, cancelled)).toEqual([])
})

test('behavior: what only time did', () => {
  expect(since(150n, { standing: 'ready' })).toEqual([['ready', 'waiting']])
  expect(since(200n, { standing: 'ready' })).toEqual([])
  expect(since(150n, { standing: 'blocked' })).toEqual([['blocked', 'waiting']])
  expect(since(250n, { standing: 'stale', expires: 300n })).toEqual([['stale', 'ready']])
  expect(since(301n, { standing: 'stale', expires: 300n })).toEqual([])
})

test('behavior: scheduled again', () => {
  expect(since(50n, { instances: 2 })).toEqual([['scheduled', 'cancelled']])
  expect(since(150n, { instances: 2 })).toEqual([])
})

test('behavior: what nothing tells the time of is not news', () => {
  expect(since(150n, { standing: 'unknown' })).toEqual([])
  expect(since(150n, { mismatch: 'It says otherwise.' })).toEqual([])
})

test('behavior: all that became of it since, where all of its instances are known', () => {
  const at = (blockTimestamp: bigint) => ({ blockTimestamp })
  const instances = [
    { scheduled: at(100n), eta: 150n, cancelled: at(120n) },
    { scheduled: at(130n), eta: 180n },
  ]
  const now = [operation({ instances: 2, scheduled: moment(130n), due: 180n })]
  const changes = (since: bigint) => {
    const before = queueAt(now, since, () => instances)
    return queueChanges(before, now, () => instances).map(({ change }) => change)
  }
  expect(changes(99n)).toEqual(['scheduled', 'cancelled', 'scheduled'])
  expect(changes(110n)).toEqual(['cancelled', 'scheduled'])
  expect(changes(120n)).toEqual(['scheduled'])
  expect(changes(130n)).toEqual([])
})
