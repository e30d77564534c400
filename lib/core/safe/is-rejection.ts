import { isAddressEqual } from 'viem'
import type { SafeTransaction } from './safe-transaction'

/** Whether a Safe transaction does nothing but use up its nonce: an empty call of the Safe to itself (`rejectionOf`). */
export function isRejection({ safe, target, value, data, operation }: SafeTransaction): boolean {
  return (
    isAddressEqual(safe.address, target) && value === 0n && data === '0x' && operation === 'call'
  )
}
