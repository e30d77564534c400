import { type Address, type Hash, type Hex, zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import type { LogPosition } from '@/lib/core/chain/log-position'
import { foldOperations } from './fold-operations'
import { hashOperation } from './hash-operation'
import type { OperationContent } from './operation-content'
import type { OperationLog } from './timelock-log'

const timelock = { chainId: 31_337, address: zeroAddress }
const hash = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}`
const call = (data: Hex) => ({ target: `0x${'01'.repeat(20)}` as Address, value: 0n, data })
const fold = (logs: readonly OperationLog[]) => foldOperations({ timelock, logs })

const batch: OperationContent = {
  kind: 'batch',
  calls: [call('0x01'), call('0x02'), call('0x03')],
  predecessor: zeroHash,
  salt: hash(7),
}
const single: OperationContent = { ...batch, kind: 'single', calls: [call('0x01')] }

/** Block n has transaction n and time n * 12; `logIndex` is counted by hand. */
const at = (block: number, logIndex: number): LogPosition => ({
  blockNumber: BigInt(block),
  blockHash: hash(block),
  blockTimestamp: BigInt(block) * 12n,
  transactionHash: hash(block),
  logIndex,
})

function scheduled(content: OperationContent, block: number, logIndex = 0): OperationLog[] {
  const id = hashOperation(content)
  const { predecessor, salt, calls } = content
  const logs = calls.map(
    (call, index): OperationLog => ({
      eventName: 'CallScheduled',
      args: { id, index: BigInt(index), ...call, predecessor, delay: 60n },
      position: at(block, logIndex + index),
    }),
  )
  if (salt === zeroHash) return logs
  return [
    ...logs,
    { eventName: 'CallSalt', args: { id, salt }, position: at(block, logIndex + calls.length) },
  ]
}
const executed = (content: OperationContent, block: number, logIndex = 0): OperationLog[] =>
  content.calls.map((call, index) => ({
    eventName: 'CallExecuted',
    args: { id: hashOperation(content), index: BigInt(index), ...call },
    position: at(block, logIndex + index),
  }))
const cancelled = (content: OperationContent, block: number, logIndex = 0): OperationLog => ({
  eventName: 'Cancelled',
  args: { id: hashOperation(content) },
  position: at(block, logIndex),
})
const withoutSalt = (logs: readonly OperationLog[]) =>
  logs.filter(({ eventName }) => eventName !== 'CallSalt')

describe('foldOperations', () => {
  test('default: a batch is one operation', () => {
    expect(fold([...scheduled(batch, 1), ...executed(batch, 9)])).toEqual([
      {
        timelock,
        id: hashOperation(batch),
        ...batch,
        instances: [{ scheduled: at(1, 0), delay: 60n, eta: 72n, executed: at(9, 2) }],
      },
    ])
  })

  test('behavior: nothing from nothing', () => {
    expect(fold([])).toEqual([])
  })

  test('behavior: the order of delivery and duplicates do not matter', () => {
    const logs = [...scheduled(batch, 1), cancelled(batch, 3), ...scheduled(batch, 5)]
    expect(fold([...logs, ...logs].reverse())).toEqual(fold(logs))
  })

  test('behavior: scheduled again after a cancel', () => {
    const [operation] = fold([
      ...scheduled(single, 1),
      cancelled(single, 2),
      ...scheduled(single, 4),
    ])
    expect(operation?.instances).toEqual([
      { scheduled: at(1, 0), delay: 60n, eta: 72n, cancelled: at(2, 0) },
      { scheduled: at(4, 0), delay: 60n, eta: 108n },
    ])
  })

  test('behavior: schedule, cancel, schedule in one transaction', () => {
    const logs = [...scheduled(batch, 1), cancelled(batch, 1, 4), ...scheduled(batch, 1, 5)]
    const [operation] = fold(logs)
    expect(operation?.calls).toEqual(batch.calls)
    expect(operation?.instances).toMatchObject([
      { scheduled: at(1, 0), cancelled: at(1, 4) },
      { scheduled: at(1, 5) },
    ])
  })

  test('behavior: two operations interleaved in one transaction', () => {
    const other = { ...single, salt: hash(8) }
    const [a, b, c, salt] = scheduled(batch, 1)
    const [d, otherSalt] = scheduled(other, 1)
    const order = [a!, d!, b!, otherSalt!, c!, salt!].map((log, index) => ({
      ...log,
      position: at(1, index),
    }))
    expect(fold(order)).toMatchObject([
      { id: hashOperation(batch), ...batch },
      { id: hashOperation(other), ...other },
    ])
  })

  test('behavior: an execution that runs another operation inside', () => {
    const inner = { ...single, salt: hash(8) }
    const [first, second, third] = executed(batch, 9)
    const logs = [
      ...scheduled(batch, 1),
      ...scheduled(inner, 2),
      first!,
      ...executed(inner, 9, 1),
      { ...second!, position: at(9, 2) },
      { ...third!, position: at(9, 3) },
    ]
    expect(fold(logs)).toMatchObject([
      { instances: [{ executed: at(9, 3) }] },
      { instances: [{ executed: at(9, 1) }] },
    ])
  })

  test('behavior: the kind is told by the hash', () => {
    expect(fold(scheduled(single, 1))).toMatchObject([{ kind: 'single' }])
    expect(fold(scheduled({ ...single, kind: 'batch' }, 1))).toMatchObject([{ kind: 'batch' }])
  })

  test('behavior: no salt event means zero, if the hash agrees', () => {
    expect(fold(scheduled({ ...single, salt: zeroHash }, 1))).toMatchObject([
      { kind: 'single', salt: zeroHash },
    ])
    expect(fold(scheduled({ ...batch, salt: zeroHash }, 1))).toMatchObject([
      { kind: 'batch', salt: zeroHash },
    ])
  })

  test('behavior: before 4.9 a salt is unknown', () => {
    expect(fold(withoutSalt(scheduled(single, 1)))).toMatchObject([
      { kind: 'unknown', salt: 'unknown' },
    ])
    expect(fold(withoutSalt(scheduled(single, 1)))[0]).not.toHaveProperty('mismatch')
    expect(fold(withoutSalt(scheduled(batch, 1)))).toMatchObject([
      { kind: 'batch', salt: 'unknown' },
    ])
  })

  test('behavior: a salt that does not give the id is not believed', () => {
    const logs = scheduled(single, 1).map((log) =>
      log.eventName === 'CallSalt' ? { ...log, args: { ...log.args, salt: hash(9) } } : log,
    )
    expect(fold(logs)).toMatchObject([{ salt: 'unknown', mismatch: true }])
  })

  test('behavior: a gap in the indexes is missing calls', () => {
    const logs = scheduled(batch, 1)
    expect(fold(logs)[0]).not.toHaveProperty('missingCalls')
    expect(fold(logs.toSpliced(1, 1))).toMatchObject([
      { missingCalls: 1, salt: 'unknown', calls: [call('0x01'), call('0x03')] },
    ])
    expect(fold(logs.toSpliced(0, 2))).toMatchObject([{ missingCalls: 2, kind: 'batch' }])
    // The last one is missed by the hash alone.
    expect(fold(logs.toSpliced(2, 1))).toMatchObject([{ salt: 'unknown', mismatch: true }])
    expect(fold(logs)[0]).not.toHaveProperty('mismatch')
  })

  test('behavior: a complete scheduling makes up for a gap in another', () => {
    const logs = [
      ...scheduled(batch, 1).toSpliced(1, 1),
      cancelled(batch, 2),
      ...scheduled(batch, 3),
    ]
    expect(fold(logs)).toMatchObject([{ ...batch, instances: [{ cancelled: at(2, 0) }, {}] }])
  })

  test('behavior: what was scheduled before the scan is left out', () => {
    expect(fold([...executed(single, 9), cancelled(batch, 9, 5)])).toEqual([])
  })

  test('behavior: a cancel closes the open instance alone', () => {
    const [operation] = fold([...scheduled(single, 1), cancelled(single, 2), cancelled(single, 3)])
    expect(operation?.instances).toMatchObject([{ cancelled: at(2, 0) }])
  })
})
