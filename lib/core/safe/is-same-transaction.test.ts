import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitrarySafeTransaction } from './__fixtures__/arbitraries'
import { isSameTransaction } from './is-same-transaction'

test('default: itself, and nothing that differs in a field', () => {
  fc.assert(
    fc.property(arbitrarySafeTransaction, (transaction) => {
      expect(isSameTransaction(transaction, { ...transaction })).toBe(true)
      const { safe, operation } = transaction
      const others = [
        { value: transaction.value + 1n },
        { nonce: transaction.nonce + 1n },
        { safeTxGas: transaction.safeTxGas + 1n },
        { baseGas: transaction.baseGas + 1n },
        { gasPrice: transaction.gasPrice + 1n },
        { data: `${transaction.data}00` as const },
        { operation: operation === 'call' ? ('delegatecall' as const) : ('call' as const) },
        { safe: { ...safe, chainId: safe.chainId + 1 } },
      ]
      for (const other of others) {
        expect(isSameTransaction(transaction, { ...transaction, ...other })).toBe(false)
      }
    }),
  )
})
