import { type Hash, isAddressEqual } from 'viem'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { readApproval } from '@/lib/core/safe/nested-approval'
import { deepestNesting } from '@/lib/core/safe/owner-tree'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'

/** One step up: the transaction that is approved, and the record that tells of it. */
export type ApprovedStep = {
  readonly transaction: ProposedTransaction
  readonly record: PatchRecord
}

/** What an approval means: each transaction on the way up, the last of which approves nothing further. */
export type Approved = {
  /** From the bytes that are signed. */
  readonly safeTxHash: Hash
  readonly steps: readonly ApprovedStep[]
  /** The hash on the way whose transaction nobody here knows: what is allowed cannot be told. */
  readonly missing: Hash | undefined
}

/**
 * Finds what a transaction that approves another Safe's hash stands for. A transaction counts only where its fields hash to what
 * is approved, under the version that its Safe has.
 *
 * @returns undefined where it approves nothing.
 */
export function findApproved(parameters: {
  readonly transaction: ProposedTransaction
  readonly records: readonly PatchRecord[]
  readonly safes: readonly SafeState[]
}): Approved | undefined {
  const first = readApproval(parameters.transaction.transaction)
  if (!first) return undefined
  const steps: ApprovedStep[] = []
  for (let next: typeof first | undefined = first; next && steps.length <= deepestNesting; ) {
    const step = findStep(parameters, next)
    if (!step) return { safeTxHash: first.safeTxHash, steps, missing: next.safeTxHash }
    steps.push(step)
    next = readApproval(step.transaction.transaction)
  }
  return { safeTxHash: first.safeTxHash, steps, missing: undefined }
}

function findStep(
  { records, safes }: Parameters<typeof findApproved>[0],
  approval: NonNullable<ReturnType<typeof readApproval>>,
): ApprovedStep | undefined {
  const state = safes.find(({ safe }) => isAddressEqual(safe.address, approval.safe))
  if (!state) return undefined
  for (const record of records) {
    const { schedules, executions, cancellations, others } = record
    const transaction = [...schedules, ...others, ...executions, ...cancellations].find(
      (each) =>
        each.safeTxHash === approval.safeTxHash &&
        isAddressEqual(each.transaction.safe.address, approval.safe) &&
        hashOf(each, state) === approval.safeTxHash,
    )
    if (transaction) return { transaction, record }
  }
  return undefined
}

/** Undefined for fields that no Safe could hash. */
function hashOf({ transaction }: ProposedTransaction, { version }: SafeState): Hash | undefined {
  try {
    return hashSafeTransaction({ transaction, version }).safeTxHash
  } catch {
    return undefined
  }
}
