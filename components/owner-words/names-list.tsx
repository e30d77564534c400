import { AddressView } from '@/components/address/address-view'
import { TimeView } from '@/components/time/time-view'
import { Verdict } from '@/components/ui/verdict'
import type { OwnerLabel } from '@/lib/core/safe/owner-label'

/** What owners of a Safe call addresses, each with all that speaks against believing it. */
export function NamesList({ labels }: { labels: readonly OwnerLabel[] }) {
  if (labels.length === 0) {
    return <p className="text-ink-2 text-sm">No owner has named an address for this Safe.</p>
  }
  return (
    <ul aria-label="Names of addresses" className="grid text-sm">
      {labels.map((label) => (
        <li
          key={label.address}
          className="grid min-w-0 gap-1 border-line border-t py-2 first:border-t-0"
        >
          <AddressView address={label.address} label={label} full copy />
          {label.doubts.map((doubt) => (
            <Verdict key={doubt} verdict="warn">
              <span className="wrap-anywhere">{doubt}</span>
            </Verdict>
          ))}
          <p className="text-ink-3 text-xs">
            <TimeView at={label.writtenAt} /> UTC
          </p>
        </li>
      ))}
    </ul>
  )
}
