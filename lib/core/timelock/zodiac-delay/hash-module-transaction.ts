import { encodePacked, type Hash, keccak256 } from 'viem'
import type { QueuedCall } from '@/lib/core/timelock/kind/queued-operation'

/** What a Delay stores of a transaction. Packed, yet with one reading: only the calldata has no fixed length. */
export function hashModuleTransaction({ target, value, data, delegatecall }: QueuedCall): Hash {
  return keccak256(
    encodePacked(
      ['address', 'uint256', 'bytes', 'uint8'],
      [target, value, data, delegatecall ? 1 : 0],
    ),
  )
}
