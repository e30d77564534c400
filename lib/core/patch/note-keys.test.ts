import type { Hash } from 'viem'
import { expect, test } from 'vitest'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { noteKeys } from './note-keys'

const nth = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}`
const record = (key: Hash, operationId?: Hash) =>
  ({
    ...{ key, operationId, executions: [], cancellations: [], others: [] },
    schedules: [{ safeTxHash: nth(3) }],
  }) as unknown as PatchRecord

test('default: its digest, its operation and its Safe transactions', () => {
  expect(noteKeys(record(nth(1), nth(2)))).toEqual([nth(1), nth(2), nth(3)])
})

test('behavior: each once', () => {
  expect(noteKeys(record(nth(2), nth(2)))).toEqual([nth(2), nth(3)])
  expect(noteKeys(record(nth(3)))).toEqual([nth(3)])
})
