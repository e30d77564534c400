import Link from 'next/link'
import { signPath } from '@/components/frame/paths'
import { Callout } from '@/components/ui/callout'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'

/** The same operation, proposed at other nonces too. The first to execute schedules it; the timelock refuses the others. */
export function OtherNonces({
  transaction,
  record,
}: {
  transaction: ProposedTransaction
  record: PatchRecord
}) {
  const others = record.schedules.filter(
    ({ safeTxHash, outcome }) =>
      safeTxHash !== transaction.safeTxHash && outcome.status === 'pending',
  )
  const isOne = record.schedules.some(({ safeTxHash }) => safeTxHash === transaction.safeTxHash)
  if (others.length === 0 || !isOne) return null
  return (
    <Callout title="Proposed more than once">
      <p>
        The same operation is proposed at another nonce, with the same dossier. The first to execute
        schedules it; the timelock then refuses the other.
      </p>
      <ul className="grid gap-1">
        {others.map(({ safeTxHash, transaction: { nonce } }) => (
          <li key={safeTxHash}>
            <Link
              className="link link-target"
              prefetch={false}
              href={`${signPath(record.key)}?tx=${safeTxHash}`}
            >
              Safe nonce {String(nonce)}
            </Link>
          </li>
        ))}
      </ul>
    </Callout>
  )
}
