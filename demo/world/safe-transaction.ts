import { zeroAddress } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { SafeAccount } from './safe-account'

/** A Safe transaction as wallets propose them since 1.3.0: no refund, no gas limit of its own. */
export function safeTransaction(safe: SafeAccount, call: Call, nonce: bigint): SafeTransaction {
  return {
    ...call,
    safe: { chainId: safe.chainId, address: safe.address },
    operation: 'call',
    safeTxGas: 0n,
    baseGas: 0n,
    gasPrice: 0n,
    gasToken: zeroAddress,
    refundReceiver: zeroAddress,
    nonce,
  }
}
