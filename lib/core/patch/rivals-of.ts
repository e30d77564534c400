import { type Address, isAddressEqual } from 'viem'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { isRejection } from '@/lib/core/safe/is-rejection'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'

/** Another pending Safe transaction for the same nonce, and the record that tells of it. */
export type Rival = {
  readonly transaction: ProposedTransaction
  readonly record: Pick<PatchRecord, 'key' | 'title'>
  /** It does nothing but use up the nonce. */
  readonly isRejection: boolean
  /** Those who signed the one and then this: for a rejection, who has withdrawn their support. */
  readonly alsoSignedBy: readonly Address[]
}

/** All that want the nonce of a pending Safe transaction besides it, each once. Only one of them can ever execute. */
export function rivalsOf(
  transaction: ProposedTransaction,
  records: readonly PatchRecord[],
): Rival[] {
  if (transaction.outcome.status !== 'pending') return []
  const seen = new Set([transaction.safeTxHash])
  return records.flatMap((record) => {
    const { schedules, executions, cancellations, others } = record
    return [...schedules, ...others, ...executions, ...cancellations].flatMap((other): Rival[] => {
      if (seen.has(other.safeTxHash) || !wantsSameNonce(other, transaction)) return []
      seen.add(other.safeTxHash)
      return [
        {
          transaction: other,
          record,
          isRejection: isRejection(other.transaction),
          alsoSignedBy: both(transaction, other),
        },
      ]
    })
  })
}

function wantsSameNonce(other: ProposedTransaction, { transaction }: ProposedTransaction): boolean {
  return (
    other.outcome.status === 'pending' &&
    other.transaction.nonce === transaction.nonce &&
    other.transaction.safe.chainId === transaction.safe.chainId &&
    isAddressEqual(other.transaction.safe.address, transaction.safe.address)
  )
}

function both(one: ProposedTransaction, other: ProposedTransaction): Address[] {
  return other.confirmations
    .map(({ owner }) => owner)
    .filter((owner) => one.confirmations.some((each) => isAddressEqual(each.owner, owner)))
}
