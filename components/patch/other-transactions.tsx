import Link from 'next/link'
import { signPath } from '@/components/frame/paths'
import { signatureProgress } from '@/components/safe/signature-progress'
import { SignatureSeam } from '@/components/safe/signature-seam'
import { Panel } from '@/components/ui/panel'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'

/** Open Safe transactions that would cancel or execute the operation: each is signed and sent on a page of its own. */
export function OtherTransactions({
  record,
  safeOf,
}: {
  record: PatchRecord
  safeOf: (transaction: ProposedTransaction) => SafeState | undefined
}) {
  const open = [
    ...record.cancellations.map((transaction) => ({ what: 'Cancellation', transaction })),
    ...record.executions.map((transaction) => ({ what: 'Execution', transaction })),
  ].filter(({ transaction }) => transaction.outcome.status === 'pending')
  if (open.length === 0) return null
  return (
    <Panel title="Proposed on top" padded>
      <ul className="grid gap-2">
        {open.map(({ what, transaction }) => (
          <li key={transaction.safeTxHash} className="grid gap-1 text-sm">
            <Link
              className="link link-target justify-self-start"
              href={`${signPath(record.key)}?tx=${transaction.safeTxHash}`}
            >
              {what}, Safe nonce {String(transaction.transaction.nonce)}: review and sign
            </Link>
            <SignatureSeam
              progress={signatureProgress({ transaction, safe: safeOf(transaction) })}
            />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
