import { zeroAddress } from 'viem'
import type { SafeTransaction } from './safe-transaction'

/**
 * The transaction that uses up the nonce of another one and does nothing: an empty call of the Safe to itself. Once it
 * is executed, the other can never be.
 */
export function rejectionOf(transaction: SafeTransaction): SafeTransaction {
  const { safe, nonce } = transaction
  return {
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
  }
}
