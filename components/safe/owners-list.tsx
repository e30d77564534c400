import type { ReactNode } from 'react'
import type { Address } from 'viem'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { type ChainClock, wallSeconds } from '@/components/time/chain-clock'
import { formatUtc, isoUtc } from '@/components/time/format-time'
import { Tag } from '@/components/ui/tag'
import { Verdict } from '@/components/ui/verdict'
import type { Confirmation, ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SignatureKind } from '@/lib/core/safe/signature'
import { lapsedConfirmations, sameAddress } from './signature-progress'

/** A signature that was handed in and does not count. */
export type RefusedSignature = { readonly signer: Address; readonly reason: string }

export type OwnersListProps = {
  safe: SafeState
  /** Without one the owners are only listed. */
  transaction?: ProposedTransaction | undefined
  clock?: ChainClock | undefined
  labels?: AddressLabels | undefined
  viewer?: Address | undefined
  refused?: readonly RefusedSignature[] | undefined
}

const methods: Record<SignatureKind, string> = {
  eip712: 'EIP-712',
  'eth-sign': 'eth_sign',
  'approved-hash': 'approveHash',
  contract: 'EIP-1271',
}

/** Every owner with what is known of their signature; what does not count stands below and says why. */
export function OwnersList({
  safe,
  transaction,
  clock,
  labels,
  viewer,
  refused = [],
}: OwnersListProps) {
  const lapsed = transaction ? lapsedConfirmations({ transaction, safe }) : []
  const row = (address: Address, status: ReactNode) => (
    <OwnerRow key={address} address={address} labels={labels} viewer={viewer} status={status} />
  )
  return (
    <ul>
      {safe.owners.map((owner) => {
        const confirmation = transaction?.confirmations.find((item) =>
          sameAddress(item.owner, owner),
        )
        return row(owner, transaction && <OwnerStatus confirmation={confirmation} clock={clock} />)
      })}
      {lapsed.map(({ owner }) => row(owner, <NotCounted reason="no longer an owner" />))}
      {refused.map(({ signer, reason }) => row(signer, <NotCounted reason={reason} />))}
    </ul>
  )
}

function OwnerRow({
  address,
  labels,
  viewer,
  status,
}: {
  address: Address
  labels: AddressLabels | undefined
  viewer: Address | undefined
  status: ReactNode
}) {
  const label = labelOf(labels, address)
  return (
    <li className="flex justify-between gap-3 border-line border-t py-1.5 text-sm first:border-t-0">
      <span className="flex flex-wrap items-baseline gap-x-2">
        <AddressView address={address} label={label} full={status === undefined} copy />
        {viewer && sameAddress(viewer, address) && <Tag>you</Tag>}
      </span>
      {status !== undefined && <span className="min-w-24 text-right">{status}</span>}
    </li>
  )
}

function OwnerStatus({
  confirmation,
  clock,
}: {
  confirmation: Confirmation | undefined
  clock: ChainClock | undefined
}) {
  if (!confirmation) return <Verdict verdict="not-applicable">not signed</Verdict>
  const at = Number(confirmation.submittedAt)
  return (
    <>
      <Verdict verdict="pass">signed</Verdict>
      <span className="block text-ink-3 text-xs">
        <time dateTime={isoUtc(at)}>{formatUtc(at, { now: clock && wallSeconds(clock) })} UTC</time>
        , <span className="whitespace-nowrap">{methods[confirmation.signature.kind]}</span>
      </span>
    </>
  )
}

function NotCounted({ reason }: { reason: string }) {
  return (
    <>
      <Verdict verdict="fail">invalid</Verdict>
      <span className="block text-ink-3 text-xs">{reason}; not counted</span>
    </>
  )
}
