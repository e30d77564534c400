import { safeOf, signatureProgress } from '@/components/safe/signature-progress'
import { SignatureSeam } from '@/components/safe/signature-seam'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'

/** What still collects signatures gets a seam; what is through is only said. */
export function QueueSignatures({
  record,
  safes,
}: {
  record: PatchRecord
  safes: readonly SafeState[]
}) {
  const pending = pendingOf(record)
  if (pending) {
    const progress = signatureProgress({
      transaction: pending.transaction,
      safe: safeOf(safes, pending.transaction),
    })
    return (
      <>
        <SignatureSeam progress={progress} />
        {pending.what && <div className="text-ink-3 text-xs">{pending.what}</div>}
      </>
    )
  }
  const lead = leadTransaction(record)
  if (!lead || lead.confirmations.length === 0) {
    return (
      <span className="text-ink-3">
        –<span className="sr-only">No signatures are known</span>
      </span>
    )
  }
  return <span className="text-ink-3">{lead.confirmations.length} signed</span>
}

type Pending = { transaction: ProposedTransaction; what: string | undefined }

function pendingOf(record: PatchRecord): Pending | undefined {
  const open = (list: readonly ProposedTransaction[]) =>
    list.findLast(({ outcome }) => outcome.status === 'pending')
  const cancellation = open(record.cancellations)
  if (cancellation) return { transaction: cancellation, what: 'to cancel' }
  const execution = open(record.executions)
  if (execution) return { transaction: execution, what: 'to execute' }
  const lead = open([...record.schedules, ...record.others])
  return lead && { transaction: lead, what: undefined }
}
