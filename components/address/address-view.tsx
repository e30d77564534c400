import type { Address } from 'viem'
import { CopyButton } from '@/components/ui/copy-button'
import type { AddressLabel } from './address-labels'
import { OwnerName } from './owner-name'
import { UntrustedText } from './untrusted-text'

export type AddressViewProps = {
  address: Address
  /** All 42 characters, wherever something is decided by them; else six and four with the rest in the name. */
  full?: boolean | undefined
  /** Shown beside the address. Words of an owner stand behind it, and it is then always whole. */
  label?: AddressLabel | undefined
  copy?: boolean | undefined
  /** A character larger, for the one address a line is about. */
  large?: boolean | undefined
}

/** An address. Its accessible name is always the full value. */
export function AddressView({ address, full, label, copy, large }: AddressViewProps) {
  const size = large ? 'text-sm' : 'text-xs leading-5'
  const copyButton = copy && <CopyButton value={address} label="Copy address" />
  const ownerLabel = typeof label === 'object' ? label : undefined
  return (
    <span>
      {typeof label === 'string' && (
        <>
          <UntrustedText text={label} maxLength={64} />{' '}
        </>
      )}
      {full || ownerLabel ? (
        <>
          <span className={`font-mono ${size}`}>
            {address.slice(0, 22)}
            <wbr />
            {address.slice(22)}
          </span>
          {copyButton}
        </>
      ) : (
        // What copies it stays beside it.
        <span className="whitespace-nowrap">
          <span title={address} className={`font-mono ${size}`}>
            <span aria-hidden="true">
              {address.slice(0, 8)}…{address.slice(-4)}
            </span>
            <span className="sr-only">{address}</span>
          </span>
          {copyButton}
        </span>
      )}
      {ownerLabel && (
        <>
          {' '}
          <OwnerName label={ownerLabel} />
        </>
      )}
    </span>
  )
}
