import fc from 'fast-check'
import { zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { arbitrarySafeTransaction } from './__fixtures__/arbitraries'
import { rejectionOf } from './rejection-of'

test('default', () => {
  fc.assert(
    fc.property(arbitrarySafeTransaction, (transaction) => {
      const { safe, nonce } = transaction
      expect(rejectionOf(transaction)).toEqual({
        safe,
        nonce,
        target: safe.address,
        value: 0n,
        data: '0x',
        operation: 'call',
        safeTxGas: 0n,
        baseGas: 0n,
        gasPrice: 0n,
        gasToken: zeroAddress,
        refundReceiver: zeroAddress,
      })
    }),
  )
})
