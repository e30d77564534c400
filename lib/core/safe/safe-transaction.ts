import type { Address } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** How the Safe runs the transaction: 0 on the wire is `call`, 1 is `delegatecall`. */
export type SafeOperation = 'call' | 'delegatecall'

/**
 * Every field that a Safe hashes and its owners sign.
 *
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.4.1/contracts/Safe.sol (encodeTransactionData)
 */
export type SafeTransaction = Call & {
  readonly safe: ChainAddress
  readonly operation: SafeOperation
  readonly safeTxGas: bigint
  readonly baseGas: bigint
  readonly gasPrice: bigint
  readonly gasToken: Address
  readonly refundReceiver: Address
  readonly nonce: bigint
}
