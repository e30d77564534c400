import type { AddressLabels } from '@/components/address/address-labels'
import { Callout } from '@/components/ui/callout'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import { nonceOrder } from '@/lib/core/patch/nonce-order'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { RivalsSection } from './rivals-section'

export type NonceOrderProps = {
  safe: SafeState
  records: readonly PatchRecord[]
  timelocks: readonly ChainAddress[]
  labels?: AddressLabels | undefined
}

/** What stands in the way of an order by nonce: nonces that several want, and nonces that nobody has taken. */
export function NonceOrder({ safe, records, timelocks, labels }: NonceOrderProps) {
  const { gaps, wanted } = nonceOrder(safe, records)
  return (
    <div className="mb-3 grid gap-3 empty:hidden">
      {gaps.map(({ first, last }) => (
        <Callout key={String(first)} title={gapTitle(first, last)}>
          <p>What is proposed behind cannot execute before.</p>
        </Callout>
      ))}
      {wanted.map(({ record, transaction }) => (
        <RivalsSection
          key={transaction.safeTxHash}
          {...{ transaction, records, safe, timelocks, labels }}
          name={visibleText(record.title, { maxLength: 60 })}
        />
      ))}
    </div>
  )
}

function gapTitle(first: bigint, last: bigint): string {
  return first === last
    ? `Nothing is proposed at nonce ${first}`
    : `Nothing is proposed at nonces ${first} to ${last}`
}
