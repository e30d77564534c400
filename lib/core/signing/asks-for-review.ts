import { isAddressEqual } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { readBatch } from '@/lib/core/patch/read-batch'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'

export type AsksForReviewParameters = {
  readonly transaction: SafeTransaction
  /** Those that are looked after: any contract can have a function named `schedule`. */
  readonly timelocks: readonly ChainAddress[]
}

/**
 * Whether nobody should sign it before it was reviewed: it schedules an operation, or orders an upgrade by itself, or lends
 * the Safe to code that nobody here knows. A rejection, a cancellation, an emergency pause and whatever else only stops
 * something never wait for a review, and neither does the execution of what was scheduled.
 */
export function asksForReview({ transaction, timelocks }: AsksForReviewParameters): boolean {
  const batch = readBatch(transaction)
  if (transaction.operation === 'delegatecall' && !batch) return true
  const { chainId } = transaction.safe
  const own = timelocks.filter((timelock) => timelock.chainId === chainId)
  const calls: readonly Call[] = batch ?? [transaction]
  return calls.some(
    (call) =>
      readUpgradeCall(call) !== undefined ||
      (own.some(({ address }) => isAddressEqual(address, call.target)) &&
        decodeTimelockCall(call.data)?.kind === 'schedule'),
  )
}
