import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { Panel } from '@/components/ui/panel'
import type { AuthorityAccount } from '@/lib/core/authority/authority'
import { standingChanges } from '@/lib/core/authority/standing-changes'

/** Accounts of which the patch itself changes what it takes to make them act. Nothing where it changes none. */
export function AccountChanges({ accounts }: { accounts: readonly AuthorityAccount[] }) {
  const changed = accounts.flatMap((account) => {
    const changes = standingChanges(account)
    return changes.length > 0 ? [{ ...account, changes }] : []
  })
  if (changed.length === 0) return null
  return (
    <Panel title="The patch changes who commands these" note={String(changed.length)}>
      <ul>
        {changed.map(({ address, name, changes }) => (
          <li key={address} className="border-line border-b px-4 py-3 last:border-b-0 max-md:px-3">
            <AddressView address={address} label={name} full />
            <ul className="mt-1 text-sm">
              {changes.map((change) => (
                <li key={change} className="break-words">
                  <UntrustedText text={change} maxLength={400} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
