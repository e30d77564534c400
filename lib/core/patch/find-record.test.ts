import { expect, test } from 'vitest'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { addressOf, chainId, hashOf } from './__fixtures__/draft'
import { findRecord, parseKey } from './find-record'

const id = hashOf('operation')

function recordOf(change: Partial<PatchRecord>): PatchRecord {
  return {
    key: id,
    title: 'Upgrade Vault',
    protocol: 'Harbor',
    chainId,
    stage: 'proposed',
    patch: undefined,
    operationId: id,
    timelock: { chainId, address: addressOf('timelock') },
    live: undefined,
    schedules: [],
    executions: [],
    cancellations: [],
    others: [],
    ...change,
  }
}

const deskOf = (records: readonly PatchRecord[]): ProtocolDesk => ({
  name: 'Harbor',
  chainId,
  chain: undefined,
  readAt: 0,
  stale: undefined,
  sources: [],
  labels: {},
  records,
})

test('default', () => {
  const record = recordOf({ key: hashOf('digest') })
  const desks = [deskOf([record])]
  expect(findRecord(desks, hashOf('digest'))?.record).toBe(record)
  expect(findRecord(desks, id)?.record).toBe(record)
  expect(findRecord(desks, hashOf('nothing'))).toBeUndefined()
})

test('behavior: a proposal at another timelock does not hide what waits under the same id', () => {
  const state = { known: true, value: 'waiting' } as const
  const operation = {
    timelock: { chainId, address: addressOf('other timelock') },
    id,
    kind: 'single',
    calls: [],
    predecessor: hashOf(''),
    salt: hashOf(''),
    instances: [],
  } as const
  const live = { operation, state, predecessorState: undefined }
  const waiting = recordOf({ stage: 'scheduled', timelock: operation.timelock, live })
  const desks = [deskOf([recordOf({})]), deskOf([waiting])]
  expect(findRecord(desks, id)?.record).toBe(waiting)
})

test('args: what is no hash names nothing', () => {
  expect(parseKey(id.toUpperCase().replace('0X', '0x'))).toBe(id)
  expect(parseKey('../etc')).toBeUndefined()
})
