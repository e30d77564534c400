import { encodeErrorResult, type Hash, parseAbi, zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { describeTimelockError } from './describe-timelock-error'
import { timelockRoleIds } from './timelock-role-ids'

const bitmap = (bits: number): Hash => `0x${bits.toString(16).padStart(64, '0')}`
const text = (reason: string) =>
  encodeErrorResult({ abi: parseAbi(['error Error(string reason)']), args: [reason] })

describe('describeTimelockError', () => {
  test.each([
    [0b0001, 'The operation is not unset.'],
    [0b0100, 'The operation is not ready.'],
    [0b0110, 'The operation is not waiting or ready.'],
    [0b1000, 'The operation is not done.'],
    [0b10000, 'The operation is not in the state this needs.'],
  ])('default: expected states %s', (bits, message) => {
    const data = encodeErrorResult({
      abi: timelockAbi,
      errorName: 'TimelockUnexpectedOperationState',
      args: [zeroHash, bitmap(bits)],
    })
    expect(describeTimelockError(data)).toEqual({
      name: 'TimelockUnexpectedOperationState',
      message,
      facts: [['Operation', zeroHash]],
    })
  })

  test.each([
    ['proposer', 'This account is not a proposer of this timelock.'],
    ['executor', 'This account is not an executor of this timelock.'],
    ['canceller', 'This account is not a canceller of this timelock.'],
    ['defaultAdmin', 'This account is not an admin of this timelock.'],
  ] as const)('default: without the role of %s', (role, message) => {
    const data = encodeErrorResult({
      abi: timelockAbi,
      errorName: 'AccessControlUnauthorizedAccount',
      args: [zeroAddress, timelockRoleIds[role]],
    })
    expect(describeTimelockError(data)?.message).toBe(message)
  })

  test('behavior: the texts before 5.0', () => {
    const reason = 'TimelockController: operation is not ready'
    expect(describeTimelockError(text(reason))).toEqual({
      name: 'Error',
      message: 'The operation is not ready.',
      facts: [],
    })
  })

  test('behavior: a text from the chain is made visible', () => {
    expect(describeTimelockError(text('all good\u202e'))?.message).toBe('all good⟨U+202E⟩')
  })

  test('behavior: another contract, or silence, is not described', () => {
    expect(describeTimelockError('0x')).toBeUndefined()
    expect(describeTimelockError('0xdeadbeef')).toBeUndefined()
    expect(describeTimelockError('0x12')).toBeUndefined()
  })
})
