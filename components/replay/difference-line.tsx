import type { Abi, Address, Hash } from 'viem'
import { type AddressLabels, configuredLabelOf } from '@/components/address/address-labels'
import { UntrustedText } from '@/components/address/untrusted-text'
import { groupDigits } from '@/components/simulation/group-digits'
import { readEvent } from '@/components/simulation/read-event'
import { WholeAddress } from '@/components/simulation/whole-address'
import { Verdict } from '@/components/ui/verdict'
import { describeDifference } from '@/lib/core/replay/describe-difference'
import type { Difference } from '@/lib/core/replay/difference'
import { type NamedStorage, storageKey } from '@/lib/core/replay/named-storage'

/** What addresses, calls, events and words of storage are named by. */
export type DifferenceNames = {
  readonly abis: Readonly<Record<Address, Abi>>
  readonly labels?: AddressLabels | undefined
  /** Undefined while that is being worked out, and where it could not be. */
  readonly storage?: NamedStorage | undefined
}

/** One difference in words: what the old code does → what the new one does; as it is behind it. */
export function DifferenceLine({
  difference,
  transaction,
  names,
}: {
  difference: Difference
  transaction: Hash
  names: DifferenceNames
}) {
  const words = inWords(difference, transaction, names)
  const raw = describeDifference(difference)
  if (!words) return <span className="break-all font-mono">{raw}</span>
  return (
    <details>
      <summary className="min-h-6 wrap-anywhere hover:text-ink">
        <span className="inline-grid w-[calc(100%-1.25rem)] gap-0.5 align-top">{words}</span>
      </summary>
      <p className="mt-1 break-all font-mono text-ink-3">{raw}</p>
    </details>
  )
}

/** Undefined where nothing is known that the raw form does not say. */
function inWords(difference: Difference, transaction: Hash, names: DifferenceNames) {
  if (difference.kind === 'storage') return <StorageWords {...{ difference, transaction, names }} />
  if (difference.kind !== 'event') return undefined
  const { change, address, topics, data } = difference
  const own = names.abis[address] ?? []
  const abi = [...own, ...Object.values(names.abis).flat()]
  const read = readEvent({ topics, data }, abi)
  if (!read) return undefined
  return (
    <span>
      event {change}: <Contract address={address} names={names} />{' '}
      <code>
        <b>{read.name}</b>
        <UntrustedText text={read.words} maxLength={400} />
      </code>
    </span>
  )
}

type StorageDifference = Extract<Difference, { kind: 'storage' }>

function StorageWords({
  difference: { address, slot },
  transaction,
  names,
}: {
  difference: StorageDifference
  transaction: Hash
  names: DifferenceNames
}) {
  const named = names.storage?.get(storageKey(transaction, address, slot))
  const { variables = [], problem } = named ?? {}
  const where = <Contract address={address} names={names} />
  return (
    <>
      {variables.map(({ path, before, after }) => (
        <span key={path}>
          {where}{' '}
          <code>
            <b>
              <UntrustedText text={path} maxLength={200} />
            </b>
            : <Side text={before?.text} /> → <Side text={after?.text} />
          </code>
        </span>
      ))}
      {(variables.length === 0 || problem !== undefined) && (
        <span>
          {variables.length === 0 && where}{' '}
          <Verdict verdict="unknown">{named ? 'not decoded' : 'not decoded yet'}</Verdict>{' '}
          <UntrustedText
            text={problem ?? (named ? 'no variable of it differs' : 'its sources are being read')}
            maxLength={300}
          />
        </span>
      )}
    </>
  )
}

function Side({ text }: { text: string | undefined }) {
  if (text === undefined) return <span className="text-ink-3">no such variable</span>
  return <UntrustedText text={groupDigits(text)} maxLength={200} />
}

function Contract({ address, names }: { address: Address; names: DifferenceNames }) {
  const label = configuredLabelOf(names.labels, address)
  return label ? <UntrustedText text={label} maxLength={64} /> : <WholeAddress address={address} />
}
