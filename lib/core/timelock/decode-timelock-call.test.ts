import fc from 'fast-check'
import { concat, encodeFunctionData, getAddress, type Hex, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { decodeTimelockCall } from './decode-timelock-call'
import { encodeCancel } from './encode-cancel'
import { encodeExecute } from './encode-execute'
import { encodeSchedule } from './encode-schedule'
import { hashOperation } from './hash-operation'
import type { OperationContent } from './operation-content'

const bytes = (minLength: number, maxLength: number) =>
  fc
    .uint8Array({ minLength, maxLength })
    .map((array): Hex => `0x${Buffer.from(array).toString('hex')}`)

const call = fc.record({
  target: bytes(20, 20).map((hex) => getAddress(hex)),
  value: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
  data: bytes(0, 100),
})
const content: fc.Arbitrary<OperationContent> = fc
  .tuple(fc.array(call, { maxLength: 5 }), fc.boolean(), bytes(32, 32), bytes(32, 32))
  .map(([calls, single, predecessor, salt]) => ({
    kind: single && calls.length === 1 ? 'single' : 'batch',
    calls,
    predecessor,
    salt,
  }))
const uint256 = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })

describe('decodeTimelockCall', () => {
  test('default: what was encoded is decoded, with its id', () => {
    fc.assert(
      fc.property(content, uint256, (content, delay) => {
        const id = hashOperation(content)
        expect(decodeTimelockCall(encodeSchedule({ ...content, delay }))).toEqual({
          kind: 'schedule',
          id,
          content,
          delay,
        })
        expect(decodeTimelockCall(encodeExecute(content))).toEqual({ kind: 'execute', id, content })
        expect(decodeTimelockCall(encodeCancel({ id }))).toEqual({ kind: 'cancel', id })
      }),
    )
  })

  test('behavior: other calldata is none', () => {
    expect(decodeTimelockCall('0x')).toBeUndefined()
    const data = encodeFunctionData({ abi: timelockAbi, functionName: 'updateDelay', args: [1n] })
    expect(decodeTimelockCall(data)).toBeUndefined()
  })

  test('behavior: trailing bytes make it none', () => {
    const cancel = encodeCancel({ id: zeroHash })
    expect(decodeTimelockCall(cancel)).toBeDefined()
    expect(decodeTimelockCall(concat([cancel, '0x00']))).toBeUndefined()
  })

  test('behavior: lists of unequal length make it none', () => {
    const encode = (values: readonly bigint[]) =>
      encodeFunctionData({
        abi: timelockAbi,
        functionName: 'executeBatch',
        args: [[getAddress(`0x${'01'.repeat(20)}`)], values, ['0x'], zeroHash, zeroHash],
      })
    expect(decodeTimelockCall(encode([0n]))).toBeDefined()
    expect(decodeTimelockCall(encode([0n, 0n]))).toBeUndefined()
  })
})
