import type { Hex } from 'viem'
import { expect, test } from 'vitest'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import { nthHash, positionAt } from '@/test/queue-store'
import { packLogs, unpackLogs } from './packed-logs'

const at = { chainId: 1, timelock: '0x0000000000000000000000000000000000000001' } as const

function log(block: bigint, index: number, topics: readonly Hex[], data: Hex = '0x'): RawLog {
  return { topics, data, position: positionAt(block, index) }
}

test('default: the events of one operation in one block are one row', () => {
  const logs = [
    { operationId: nthHash(1), log: log(5n, 0, [nthHash(9), nthHash(1)], '0xab') },
    { operationId: nthHash(2), log: log(5n, 1, [nthHash(9), nthHash(2)]) },
    { operationId: nthHash(1), log: log(5n, 2, [nthHash(8)]) },
    { operationId: nthHash(1), log: log(6n, 0, [nthHash(8)]) },
  ]
  const rows = packLogs(logs)
  expect(rows.map(({ blockNumber, logIndex }) => [blockNumber, logIndex])).toEqual([
    [5n, 0],
    [5n, 1],
    [6n, 0],
  ])
  const first = rows[0]
  expect(first && unpackLogs({ ...at, ...first })).toEqual([logs[0]?.log, logs[2]?.log])
})

test('behavior: events of the settings, and one without topics', () => {
  const [row, ...others] = packLogs([
    { operationId: null, log: log(5n, 0, []) },
    { operationId: null, log: log(5n, 1, [nthHash(1)], '0x00') },
  ])
  expect(others).toEqual([])
  expect(row && unpackLogs({ ...at, ...row })).toEqual([
    log(5n, 0, []),
    log(5n, 1, [nthHash(1)], '0x00'),
  ])
})

test('behavior: what an event has in common with the one before it is written once, and zeros are counted', () => {
  const zeros = `0x${'0'.repeat(63)}1` as const
  const logs = [
    { operationId: nthHash(1), log: log(5n, 0, [nthHash(9), nthHash(1), zeros], zeros) },
    { operationId: nthHash(1), log: log(5n, 1, [nthHash(9), nthHash(1), nthHash(2)], zeros) },
    { operationId: nthHash(1), log: log(5n, 2, [nthHash(8), nthHash(1)], '0x0000000') },
  ].map(({ operationId, log: { position, ...rest } }) => ({
    operationId,
    log: { ...rest, position: { ...position, transactionHash: nthHash(7) } },
  }))
  const [row, ...others] = packLogs(logs)
  expect(others).toEqual([])
  expect(row?.events).toMatchInlineSnapshot(
    `"0 0x0000000000000000000000000000000000000000000000000000000000000008 0x(63)1 0x(63)a 0x(63)2 0x(63)1;1 = 0x(63)1 = = 0x(63)3;2 = 0x0000000 0x(63)9 ="`,
  )
  expect(row && unpackLogs({ ...at, ...row })).toEqual(logs.map((each) => each.log))
})

test('behavior: a row that was written in full is read', () => {
  const logs = [log(5n, 0, [nthHash(9), nthHash(1)], '0x00'), log(5n, 3, [nthHash(9), nthHash(1)])]
  const events = logs
    .map(({ topics, data, position }) =>
      [position.logIndex, position.transactionHash, data, ...topics].join(' '),
    )
    .join(';')
  const [row] = packLogs([{ operationId: nthHash(1), log: logs[0] ?? log(0n, 0, []) }])
  expect(row && unpackLogs({ ...at, ...row, events })).toEqual(logs)
})
