import { type Hex, zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { encodeMultiSend } from '@/lib/core/calldata/multi-send'
import { addressOf } from '@/lib/core/patch/__fixtures__/draft'
import {
  batchOf,
  multiSendOf,
  payment,
  safe,
  transactionOf,
} from '@/lib/core/patch/__fixtures__/proposals'
import { readBatch } from './read-batch'

const ownerChange = { target: zeroAddress, value: 0n, data: '0x694e80c3' } as const
const delegatecall = (data: Hex) => ({ ...batchOf([payment]), data })

describe('readBatch', () => {
  test('default', () => {
    expect(readBatch(batchOf([payment, ownerChange]))).toEqual([payment, ownerChange])
  })

  test('behavior: since 1.5.0 the zero address is the Safe itself', () => {
    expect(readBatch(batchOf([payment, ownerChange], { version: '1.5.0' }))).toEqual([
      payment,
      { ...ownerChange, target: safe.address },
    ])
  })

  test.each([
    ['a plain call', { ...batchOf([payment]), operation: 'call' }],
    ['a delegatecall elsewhere', { ...batchOf([payment]), target: addressOf('impostor') }],
    ['another function', delegatecall('0x12345678')],
    ['no calls', batchOf([])],
    ['bytes that end early', delegatecall(batchOf([payment]).data.slice(0, -64) as Hex)],
    ['bytes that trail', delegatecall(`${batchOf([payment]).data}00`)],
    ['more calls than anybody reads', batchOf(Array.from({ length: 257 }, () => payment))],
    [
      'a delegatecall inside',
      delegatecall(encodeMultiSend([{ ...payment, operation: 'delegatecall' }])),
    ],
    ['a payment', transactionOf(payment)],
  ] as const)('behavior: %s is none', (_, transaction) => {
    expect(readBatch(transaction)).toBeUndefined()
  })

  test('behavior: as many calls as anybody reads are read', () => {
    expect(readBatch(batchOf(Array.from({ length: 256 }, () => payment)))).toHaveLength(256)
  })

  test('args: the older MultiSend', () => {
    const { address } = multiSendOf('1.4.1', 'MultiSend')
    expect(readBatch({ ...batchOf([payment]), target: address })).toEqual([payment])
  })
})
