import { zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { OperationStanding } from './operation-standing'
import type { QueuedInstance, QueuedOperation } from './queued-operation'
import { reconcile } from './reconcile'
import type { ChainStanding } from './timelock-adapter'

const at: LogPosition = {
  blockNumber: 1n,
  blockHash: zeroHash,
  blockTimestamp: 1n,
  transactionHash: zeroHash,
  logIndex: 0,
}
const operationOf = (...instances: Partial<QueuedInstance>[]): QueuedOperation => ({
  timelock: { chainId: 1, address: zeroAddress },
  kind: 'openzeppelin',
  id: zeroHash,
  calls: [],
  instances: instances.map((instance) => ({ scheduled: at, eta: 100n, ...instance })),
})
const hold = (operation: QueuedOperation, said: ChainStanding, now = 50n) =>
  reconcile({ operation, standing: { known: true, value: said }, now })

const open = operationOf({})
const executed = operationOf({ executed: at })
const cancelled = operationOf({ cancelled: at })

describe('reconcile', () => {
  test.each<[string, QueuedOperation, bigint, OperationStanding]>([
    ['waits', open, 99n, 'waiting'],
    ['is ready, at the very second', open, 100n, 'ready'],
    ['is blocked, which no event tells', open, 100n, 'blocked'],
    ['has expired', operationOf({ expires: 200n }), 201n, 'stale'],
    ['is not stale, at the very second', operationOf({ expires: 200n }), 200n, 'ready'],
    ['was executed', executed, 150n, 'executed'],
    ['was cancelled', cancelled, 150n, 'cancelled'],
    ['was cancelled, and the contract has forgotten it', cancelled, 150n, 'unset'],
    ['was cancelled and scheduled again', operationOf({ cancelled: at }, {}), 150n, 'ready'],
    ['is over, which a silent kind cannot tell more of', { ...open, silent: true }, 150n, 'passed'],
    ['was never scheduled', operationOf(), 150n, 'unset'],
  ])('default: both agree that it %s', (_, operation, now, standing) => {
    expect(hold(operation, { standing }, now)).toMatchObject({ standing, incidents: [] })
  })

  test.each<[QueuedOperation, bigint, OperationStanding, string]>([
    [open, 50n, 'ready', 'By its events it waits; the contract says that it is ready.'],
    [open, 50n, 'executed', 'By its events it waits; the contract says that it was executed.'],
    [open, 150n, 'unset', 'By its events it is ready; the contract says that it is not scheduled.'],
    [executed, 150n, 'ready', 'By its events it was executed; the contract says that it is ready.'],
    [
      executed,
      1n,
      'unset',
      'By its events it was executed; the contract says that it is not scheduled.',
    ],
    [open, 150n, 'passed', 'By its events it is ready; the contract says that it is over.'],
    [cancelled, 50n, 'waiting', 'By its events it was cancelled; the contract says that it waits.'],
    [
      cancelled,
      50n,
      'executed',
      'By its events it was cancelled; the contract says that it was executed.',
    ],
    [
      operationOf(),
      50n,
      'waiting',
      'By its events it is not scheduled; the contract says that it waits.',
    ],
  ])(
    'behavior: the contract wins, and the difference is told (%#)',
    (operation, now, standing, title) => {
      const { incidents, ...rest } = hold(operation, { standing }, now)
      expect(rest.standing).toBe(standing)
      expect(incidents).toMatchObject([{ id: 'state', contract: standing, title }])
    },
  )

  test('behavior: the time of the contract counts', () => {
    expect(hold(open, { standing: 'waiting', eta: 101n })).toMatchObject({
      standing: 'waiting',
      eta: 101n,
      incidents: [
        {
          id: 'eta',
          title: 'By its events it is ready from second 100 on; the contract says 101.',
        },
      ],
    })
    expect(hold(open, { standing: 'waiting', eta: 100n }).incidents).toEqual([])
    expect(hold(open, { standing: 'waiting' })).toMatchObject({ eta: 100n, incidents: [] })
  })

  test('behavior: what the contract itself is found to hold is told', () => {
    const incident = 'The contract holds it still.'
    expect(hold(open, { standing: 'waiting', incident }).incidents).toMatchObject([
      { id: 'contract', title: incident },
    ])
  })

  test('behavior: calls that do not give the id are told', () => {
    const mismatched: QueuedOperation = { ...open, mismatch: true }
    expect(hold(mismatched, { standing: 'waiting' }).incidents).toMatchObject([
      {
        id: 'contract',
        title: expect.stringContaining('Its id is not the hash of what its events tell'),
      },
    ])
  })

  test('behavior: without an answer nothing is known, and nothing contradicted', () => {
    const standing = { known: false, reason: 'silent' } as const
    expect(reconcile({ operation: executed, standing, now: 50n })).toEqual({
      standing: 'unknown',
      eta: 100n,
      incidents: [],
    })
  })
})
