import { type Hash, isAddressEqual } from 'viem'
import { hashSafeTransaction } from './hash-safe-transaction'
import { readApproval } from './nested-approval'
import type { SafeTransaction } from './safe-transaction'

/** One Safe transaction on the way down from what is approved in the end. */
export type ApprovalStep = {
  readonly transaction: SafeTransaction
  readonly safeTxHash: Hash
  /** Its Safe's `VERSION()`. */
  readonly version: string
}

/**
 * Why what is said to be a chain of approvals is none: the fields of each hash to what stands for it, and each after the
 * first approves the one before it, and nothing else.
 *
 * @returns undefined where it is one.
 * @throws UnknownSafeVersionError
 */
export function approvalProblem(steps: readonly ApprovalStep[]): string | undefined {
  if (steps.length === 0) return 'What it would approve is not known.'
  for (const [index, { transaction, safeTxHash, version }] of steps.entries()) {
    if (hashSafeTransaction({ transaction, version }).safeTxHash !== safeTxHash) {
      return `The fields shown for ${safeTxHash} hash to something else.`
    }
    const above = steps[index - 1]
    if (!above) continue
    const approval = readApproval(transaction)
    const isOfAbove =
      approval?.safeTxHash === above.safeTxHash &&
      isAddressEqual(approval.safe, above.transaction.safe.address) &&
      transaction.safe.chainId === above.transaction.safe.chainId
    if (!isOfAbove) return `${safeTxHash} does not approve ${above.safeTxHash}.`
  }
  return undefined
}
