import { AddressView } from '@/components/address/address-view'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { Callout } from '@/components/ui/callout'
import type { LoadedTimelock } from './load-timelock'

/** An address that nobody asked for yet. */
export function UnfollowedTimelock({ timelock, chainName }: LoadedTimelock) {
  return (
    <DeskPage>
      <PageHeader
        title="This timelock is not followed yet"
        crumbs={[{ label: 'Timelocks', href: '/timelocks' }, { label: chainName }]}
        lead={<AddressView address={timelock.address} full copy />}
      />
      <Callout title="Nothing is known of it here">
        <p>No event of this address was read.</p>
      </Callout>
    </DeskPage>
  )
}
