import { zeroAddress } from 'viem'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { KeyValue } from '@/components/ui/key-value'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { thresholdWords } from './threshold-words'

/** What a Safe says of itself at the page's block. */
export function SafeFacts({
  safe,
  labels,
}: {
  safe: SafeState
  labels?: AddressLabels | undefined
}) {
  const address = (of: typeof safe.singleton) => (
    <AddressView address={of} label={labelOf(labels, of)} full copy />
  )
  return (
    <KeyValue
      stacked
      rows={[
        ['Address', address(safe.safe.address)],
        ['Threshold', thresholdWords(safe.threshold, safe.owners.length)],
        ['Next nonce', String(safe.nonce)],
        ['Version', safe.version],
        ['Singleton', address(safe.singleton)],
        ['Guard', safe.guard === zeroAddress ? 'none' : address(safe.guard)],
        [
          'Modules',
          safe.modules.length === 0
            ? 'none'
            : safe.modules.map((module) => <div key={module}>{address(module)}</div>),
        ],
        [
          'Fallback handler',
          safe.fallbackHandler === zeroAddress ? 'none' : address(safe.fallbackHandler),
        ],
      ]}
    />
  )
}
