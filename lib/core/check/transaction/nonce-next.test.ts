import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import {
  contentOf,
  operationOf,
  safe,
  safeTransaction,
  upgradeCall,
} from '@/lib/core/check/__fixtures__/patch-facts'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { nonceNext } from './nonce-next'

const operation = operationOf(contentOf([upgradeCall]))
const data = encodeSchedule({ ...operation.content, delay: 172_800n })

function facts(nonce: bigint, pending: readonly (typeof operation)[] = []) {
  return {
    'safe transaction': known({ ...safeTransaction, nonce, data }),
    safe: known(safe, 'chain'),
    'pending operations': known(pending, 'chain'),
  }
}

const verdictOf = (...parameters: Parameters<typeof facts>) =>
  runOn(nonceNext, facts(...parameters)).verdict

describeCheck(nonceNext, { bad: facts(safe.nonce - 1n), twin: facts(safe.nonce) })

test('behavior: what comes before it is told, and far ahead is too far', () => {
  expect(verdictOf(safe.nonce + 1n)).toBe('warn')
  expect(verdictOf(safe.nonce + 100n)).toBe('warn')
  expect(verdictOf(safe.nonce + 101n)).toBe('fail')
})

test('behavior: an operation that is scheduled is not scheduled again', () => {
  expect(verdictOf(safe.nonce, [operation])).toBe('fail')
  const other = operationOf(contentOf([upgradeCall], operation.id))
  expect(verdictOf(safe.nonce, [other])).toBe('pass')
})
