import fc from 'fast-check'
import { zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { arbitrarySafeTransaction } from '@/lib/core/safe/__fixtures__/arbitraries'
import { plainTransaction } from './plain-transaction'

test('default: the call as it is, and nothing that pays or delegates', () => {
  fc.assert(
    fc.property(arbitrarySafeTransaction, ({ safe, nonce, target, value, data }) => {
      expect(plainTransaction({ safe, nonce, call: { target, value, data } })).toEqual({
        safe,
        nonce,
        target,
        value,
        data,
        operation: 'call',
        safeTxGas: 0n,
        baseGas: 0n,
        gasPrice: 0n,
        gasToken: zeroAddress,
        refundReceiver: zeroAddress,
      })
    }),
    { numRuns: 20 },
  )
})

test('behavior: whatever else hangs on the call is left behind', () => {
  fc.assert(
    fc.property(arbitrarySafeTransaction, (other) => {
      const { operation, gasPrice } = plainTransaction({ safe: other.safe, nonce: 1n, call: other })
      expect({ operation, gasPrice }).toEqual({ operation: 'call', gasPrice: 0n })
    }),
    { numRuns: 20 },
  )
})
