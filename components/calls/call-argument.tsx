import { type Address, maxUint256 } from 'viem'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { formatDelay } from '@/components/time/format-time'
import type { DecodedArgument, DecodedValue } from '@/lib/core/calldata/decoded-call'

/** Values of a list that are written out; the rest is counted. */
const shownItems = 8
/** Characters of bytes that are written out. */
const shownBytes = 34

/** One argument: its name, where the ABI has one, and its value by its type. */
export function CallArgument({
  argument,
  labels,
}: {
  argument: DecodedArgument
  labels: AddressLabels | undefined
}) {
  const { name, type, value } = argument
  return (
    <>
      {name && (
        <span className="text-ink-3">
          <UntrustedText text={name} maxLength={60} />:{' '}
        </span>
      )}
      <ArgumentValue type={type} value={value} labels={labels} />
      {isDelay(argument) && ` s = ${formatDelay(Number(value))}`}
    </>
  )
}

/** Seconds, in the timelock's own functions; beyond 30,000 years a unit says nothing. */
const isDelay = ({ name, value }: DecodedArgument) =>
  typeof value === 'bigint' &&
  value > 0n &&
  value < 10n ** 12n &&
  (name === 'delay' || name === 'newDelay')

function ArgumentValue({
  type,
  value,
  labels,
}: {
  type: string
  value: DecodedValue
  labels: AddressLabels | undefined
}) {
  if (value === maxUint256) return '2^256 − 1'
  if (typeof value === 'bigint' || typeof value === 'number') return value.toLocaleString('en-US')
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return <TextValue type={type} value={value} labels={labels} />
  const isList = Array.isArray(value)
  const entries = Object.entries(value as Record<string, DecodedValue>)
  const inner = isList ? type.replace(/\[\d*\]$/, '') : ''
  return (
    <>
      {isList ? '[' : '{'}
      {entries.slice(0, shownItems).map(([key, item], index) => (
        <span key={key}>
          {index > 0 && ', '}
          {!isList && <span className="text-ink-3">{key}: </span>}
          <ArgumentValue type={inner} value={item} labels={labels} />
        </span>
      ))}
      {entries.length > shownItems && `, … ${entries.length - shownItems} more`}
      {isList ? ']' : '}'}
    </>
  )
}

const isAddress = (value: string) => /^0x[0-9a-fA-F]{40}$/.test(value)

/** The values of a tuple come without their types, so bytes are told by their shape. */
function TextValue({
  type,
  value,
  labels,
}: {
  type: string
  value: string
  labels: AddressLabels | undefined
}) {
  if (type === 'string') {
    return (
      <>
        “<UntrustedText text={value} maxLength={200} />”
      </>
    )
  }
  if (type === 'address' || (type === '' && isAddress(value))) {
    const address = value as Address
    return <AddressView address={address} label={labelOf(labels, address)} full />
  }
  if (/^0x[0-9a-fA-F]{64}$/.test(value)) return <ShortHash hash={value as `0x${string}`} />
  if (/^0x[0-9a-fA-F]*$/.test(value)) {
    const bytes = (value.length - 2) / 2
    return value.length <= shownBytes
      ? value
      : `${value.slice(0, 18)}… ${bytes.toLocaleString('en-US')} bytes`
  }
  return <UntrustedText text={value} maxLength={200} />
}
