import { getAddress, zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { addressOf } from '@/lib/core/patch/__fixtures__/records'
import { parseSafeTransaction } from './parse-safe-transaction'
import { wireSafeTransaction } from './wire-safe-transaction'

const at = (name: string) => getAddress(addressOf(name))
const [safe, to] = [at('safe'), at('target')]
const least = { chainId: 1, safe, to, nonce: '7' }

describe('default', () => {
  test('behavior: what is left out is nothing', () => {
    expect(parseSafeTransaction(least)).toEqual({
      transaction: {
        safe: { chainId: 1, address: safe },
        target: to,
        value: 0n,
        data: '0x',
        operation: 'call',
        safeTxGas: 0n,
        baseGas: 0n,
        gasPrice: 0n,
        gasToken: zeroAddress,
        refundReceiver: zeroAddress,
        nonce: 7n,
      },
      version: undefined,
      dossier: undefined,
    })
  })

  test('behavior: each member goes to its own field', () => {
    const whole = {
      ...least,
      version: '1.4.1',
      value: '1',
      data: '0x02',
      operation: 1,
      safeTxGas: '3',
      baseGas: '4',
      gasPrice: '5',
      gasToken: at('token'),
      refundReceiver: at('receiver'),
    }
    const { transaction, version, dossier } = parseSafeTransaction({ ...whole, dossier: [1] })
    expect(wireSafeTransaction({ transaction, version })).toEqual(whole)
    expect(dossier).toEqual([1])
  })

  test('behavior: an operation as a number and as text', () => {
    const operationOf = (operation: unknown) =>
      parseSafeTransaction({ ...least, operation }).transaction.operation
    expect([undefined, 0, '0'].map(operationOf)).toEqual(['call', 'call', 'call'])
    expect([1, '1'].map(operationOf)).toEqual(['delegatecall', 'delegatecall'])
  })

  test('behavior: the largest chain id that is exact', () => {
    const chainId = String(Number.MAX_SAFE_INTEGER)
    expect(parseSafeTransaction({ ...least, chainId }).transaction.safe.chainId).toBe(
      Number.MAX_SAFE_INTEGER,
    )
  })
})

describe('errors', () => {
  test.each([
    ['transaction', [], 'transaction'],
    ['version', { version: 1.4 }, 'the VERSION() of the Safe, e.g. "1.4.1"'],
    ['version', { version: null }, 'the VERSION() of the Safe'],
    ['chainId', { chainId: 0 }, 'a positive integer below 2^53'],
    ['chainId', { chainId: String(2n ** 53n) }, 'a positive integer below 2^53'],
    ['chainId', { chainId: 'one' }, 'chainId'],
    ['safe', { safe: '0x1' }, 'safe'],
    ['to', { to: undefined }, 'to'],
    ['value', { value: -1 }, 'value'],
    ['data', { data: '0x1' }, 'data'],
    ['operation', { operation: 2 }, '0 for a call or 1 for a delegatecall'],
    ['operation', { operation: true }, '0 for a call or 1 for a delegatecall'],
    ['operation', { operation: null }, '0 for a call or 1 for a delegatecall'],
    ['safeTxGas', { safeTxGas: 'x' }, 'safeTxGas'],
    ['baseGas', { baseGas: 'x' }, 'baseGas'],
    ['gasPrice', { gasPrice: 'x' }, 'gasPrice'],
    ['gasToken', { gasToken: 'x' }, 'gasToken'],
    ['refundReceiver', { refundReceiver: 'x' }, 'refundReceiver'],
    ['nonce', { nonce: undefined }, 'nonce'],
    ['unknown', { unknown: 1 }, 'unknown'],
  ])('error: %s', (member, change, words) => {
    const wire = Array.isArray(change) ? change : { ...least, ...change }
    let message = ''
    try {
      parseSafeTransaction(wire)
    } catch (error) {
      message = String(error)
    }
    expect(message).toContain(member)
    expect(message).toContain(words)
  })
})
