import { type AddressLabels, configuredLabelOf } from '@/components/address/address-labels'
import type { UpgradeDraft } from '@/lib/core/patch/patch-draft'

/** What a row is called: its name from the configuration, else what was typed. */
export function nameOfRow(labels: AddressLabels, { address }: UpgradeDraft): string {
  const typed = address.trim()
  if (typed === '') return 'the proxy without an address'
  return configuredLabelOf(labels, typed as `0x${string}`) ?? typed
}
