import { zeroAddress } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'

/** A Safe transaction that makes one plain call and pays nobody a refund: the only kind we propose. */
export function plainTransaction({
  safe,
  call,
  nonce,
}: {
  safe: ChainAddress
  call: Call
  nonce: bigint
}): SafeTransaction {
  return {
    safe,
    target: call.target,
    value: call.value,
    data: call.data,
    operation: 'call',
    safeTxGas: 0n,
    baseGas: 0n,
    gasPrice: 0n,
    gasToken: zeroAddress,
    refundReceiver: zeroAddress,
    nonce,
  }
}
