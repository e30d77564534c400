import type { Address } from 'viem'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'

/** Who may propose without being an owner, and in whose name. */
export function DelegatesList({
  delegates,
  labels,
}: {
  delegates: readonly { delegate: Address; delegator: Address; label: string }[]
  labels?: AddressLabels | undefined
}) {
  return (
    <ul className="grid gap-2 text-sm">
      {delegates.map(({ delegate, delegator, label }) => (
        <li key={`${delegate}:${delegator}`} className="grid">
          <span>
            <UntrustedText text={label} maxLength={50} /> <AddressView address={delegate} copy />
          </span>
          <span className="text-ink-3 text-xs">
            for <AddressView address={delegator} label={labelOf(labels, delegator)} />
          </span>
        </li>
      ))}
    </ul>
  )
}
