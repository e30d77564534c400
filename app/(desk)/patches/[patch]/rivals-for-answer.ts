import type { LoadedDesks } from '@/app/(desk)/load-desks'
import { safeOf, signatureProgress } from '@/components/safe/signature-progress'
import { timelocksOf } from '@/lib/config/public-config'
import { knownSafes } from '@/lib/core/patch/attention'
import { diffRivals } from '@/lib/core/patch/diff-rivals'
import { rivalsOf } from '@/lib/core/patch/rivals-of'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'

/** What wants the nonce of a Safe transaction besides it, field by field beside it, for machines. */
export function rivalsForAnswer(transaction: ProposedTransaction, { desks, config }: LoadedDesks) {
  const safe = safeOf(desks.flatMap(knownSafes), transaction)
  const records = desks.flatMap((desk) => desk.records)
  return rivalsOf(transaction, records).map((rival) => ({
    safeTxHash: rival.transaction.safeTxHash,
    key: rival.record.key,
    title: rival.record.title,
    isRejection: rival.isRejection,
    alsoSignedBy: rival.alsoSignedBy,
    signed: signatureProgress({ transaction: rival.transaction, safe }).signed,
    differences: diffRivals({
      left: transaction.transaction,
      right: rival.transaction.transaction,
      timelocks: timelocksOf(config),
    }),
  }))
}
