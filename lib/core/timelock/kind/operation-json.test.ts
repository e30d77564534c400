import { zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { toPlainJson } from '@/lib/core/canonical/to-plain-json'
import { readOperationJson, writeOperation } from '@/lib/core/timelock/kind/operation-json'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

const position = {
  blockNumber: 2n ** 60n,
  blockHash: zeroHash,
  blockTimestamp: 1_795_000_000n,
  transactionHash: zeroHash,
  logIndex: 7,
}
const least: QueuedOperation = {
  timelock: { chainId: 1, address: zeroAddress },
  kind: 'compound',
  id: zeroHash,
  calls: [],
  instances: [{ scheduled: position, eta: 2n ** 255n }],
}
const whole: Required<QueuedOperation> = {
  ...least,
  calls: [
    {
      target: zeroAddress,
      value: 2n ** 200n,
      data: '0x12',
      delegatecall: true,
      signature: 'f("\u2028\\ud\u202e")',
      codeHash: zeroHash,
    },
    { target: zeroAddress, value: 0n, data: '0x' },
  ],
  missingCalls: 2,
  mismatch: true,
  predecessor: zeroHash,
  salt: 'unknown',
  encoding: 'batch',
  proposer: zeroAddress,
  proposerFrom: 'transaction',
  silent: true,
  origin: 'calls',
  instances: [
    { scheduled: position, eta: 1n, expires: 2n, nonce: 3n, cancelled: position },
    { scheduled: position, eta: 1n, executed: position },
  ],
}

describe('writeOperation', () => {
  test.each([
    ['the least', least],
    ['everything', whole],
  ])('default: %s is written as canonical JSON, and read again', (_, operation) => {
    const json = writeOperation(operation)
    expect(json).toBe(canonicalJson(toPlainJson(operation)))
    expect(readOperationJson(json)).toEqual(operation)
  })

  test('error: a member that is none of it', () => {
    const json = writeOperation(least).replace('{', '{"a":1,')
    expect(() => readOperationJson(json)).toThrow('unrecognized_keys')
  })
})
