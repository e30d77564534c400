import Link from 'next/link'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { signPath } from '@/components/frame/paths'
import { signatureProgress } from '@/components/safe/signature-progress'
import { SignatureSeam } from '@/components/safe/signature-seam'
import { Callout } from '@/components/ui/callout'
import { Disclosure } from '@/components/ui/disclosure'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { diffRivals } from '@/lib/core/patch/diff-rivals'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { type Rival, rivalsOf } from '@/lib/core/patch/rivals-of'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { FieldPairs } from './field-pairs'

export type RivalsSectionProps = {
  transaction: ProposedTransaction
  records: readonly PatchRecord[]
  safe: SafeState | undefined
  timelocks: readonly ChainAddress[]
  labels?: AddressLabels | undefined
  /** What the transaction is called where it is not the one that the page is about. */
  name?: string | undefined
}

/** Others that want the same nonce, each beside this one. Only one of them can ever execute. */
export function RivalsSection({
  transaction,
  records,
  safe,
  timelocks,
  labels,
  name,
}: RivalsSectionProps) {
  const rivals = rivalsOf(transaction, records)
  if (rivals.length === 0) return null
  const { nonce } = transaction.transaction
  return (
    <Callout tone="warn" title={`${rivals.length + 1} transactions want nonce ${nonce}`}>
      <p>Only one of them can ever execute. Be sure which one you mean:</p>
      <ul className="grid gap-4">
        {rivals.map((rival) => (
          <li key={rival.transaction.safeTxHash} className="grid min-w-0 gap-1">
            <RivalLine rival={rival} safe={safe} />
            <Withdrawals rival={rival} labels={labels} />
            <Disclosure
              summary={`Field by field, beside ${name ?? 'this one'}`}
              open={rivals.length === 1}
            >
              <FieldPairs
                pairs={diffRivals({
                  left: transaction.transaction,
                  right: rival.transaction.transaction,
                  timelocks,
                })}
                caption={`${name ?? 'This transaction'} beside ${rival.record.title}`}
                leftLabel={name ?? 'This one'}
                rightLabel="The other"
              />
            </Disclosure>
          </li>
        ))}
      </ul>
    </Callout>
  )
}

function RivalLine({ rival, safe }: { rival: Rival; safe: SafeState | undefined }) {
  const { transaction, record } = rival
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link
        className="link link-target"
        prefetch={false}
        href={`${signPath(record.key)}?tx=${transaction.safeTxHash}`}
      >
        <UntrustedText text={record.title} maxLength={120} />
      </Link>
      <SignatureSeam progress={signatureProgress({ transaction, safe })} />
    </p>
  )
}

/** Who signed both. For a rejection that is how support is withdrawn: a signature itself cannot be taken back. */
function Withdrawals({ rival, labels }: { rival: Rival; labels: AddressLabels | undefined }) {
  if (rival.alsoSignedBy.length === 0) return null
  return (
    <p>
      {rival.alsoSignedBy.map((owner, index) => (
        <span key={owner}>
          {index > 0 && ', '}
          <AddressView address={owner} label={labelOf(labels, owner)} />
        </span>
      ))}{' '}
      {rival.isRejection
        ? 'signed this one and then its rejection: support withdrawn. Their signature stays valid until the nonce is used.'
        : 'signed both.'}
    </p>
  )
}
