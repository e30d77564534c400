import { type Address, isAddressEqual } from 'viem'
import { looksAlike } from '@/lib/core/chain/looks-alike'
import { labelLikeness } from '@/lib/core/safe/label-likeness'

/** What an owner has once called an address, for one Safe. Empty words take the name away. */
export type LabelEntry = {
  readonly address: Address
  readonly text: string
  readonly author: Address
  /** Seconds since the epoch, by the server's clock. */
  readonly writtenAt: bigint
}

/** The name that an address has for a Safe. Words of an owner, checked by nobody. */
export type OwnerLabel = LabelEntry & {
  /** Whether the author owns the Safe now; undefined where the chain did not tell. */
  readonly isByOwner: boolean | undefined
  /** Why a reader should look twice, each a sentence. */
  readonly doubts: readonly string[]
}

export type CurrentLabelsParameters = {
  /** All that was ever written for one Safe, oldest first. */
  readonly entries: readonly LabelEntry[]
  /** Names of the configuration, by address in lower case. */
  readonly configured: Readonly<Record<string, string>>
  /** Who owns the Safe now; undefined where the chain did not tell. */
  readonly owners: readonly Address[] | undefined
}

/** The names that count for a Safe, each with what speaks against believing it, in the order of their addresses. */
export function currentLabels({
  entries,
  configured,
  owners,
}: CurrentLabelsParameters): OwnerLabel[] {
  const current = latestEntries(entries)
  const named: NamedAddress[] = [
    ...Object.entries(configured).map(([address, text]) => ({ address: address as Address, text })),
    ...current,
    ...(owners ?? []).map((address) => ({ address, text: 'an owner' })),
  ]
  return current
    .map((entry) => ({
      ...entry,
      isByOwner: owners?.some((owner) => isAddressEqual(owner, entry.author)),
      doubts: [
        ...configuredDoubts(entry, configured),
        ...formerDoubts(entry, entries),
        ...likeDoubts(entry, named),
      ],
    }))
    .sort((one, other) => (one.address.toLowerCase() < other.address.toLowerCase() ? -1 : 1))
}

/** What each address is called last, without those whose name was taken away. */
export function latestEntries(entries: readonly LabelEntry[]): LabelEntry[] {
  const latest = new Map(entries.map((entry) => [entry.address.toLowerCase(), entry]))
  return [...latest.values()].filter(({ text }) => text !== '')
}

type NamedAddress = { readonly address: Address; readonly text: string }

/** The configuration may have changed after the name was written. */
function configuredDoubts(
  { address, text }: LabelEntry,
  configured: Readonly<Record<string, string>>,
): string[] {
  const own = configured[address.toLowerCase()]
  if (own !== undefined) return [`The configuration calls this address “${own}”.`]
  const other = Object.entries(configured).find(
    ([, name]) => labelLikeness(name) === labelLikeness(text),
  )
  return other ? [`The configuration gives that name to ${other[0]}.`] : []
}

/** A name that moves is how a reader who knows it is led to another address. */
function formerDoubts({ address, text }: LabelEntry, entries: readonly LabelEntry[]): string[] {
  const likeness = labelLikeness(text)
  const bearers = entries.filter(
    (each) => !isAddressEqual(each.address, address) && labelLikeness(each.text) === likeness,
  )
  const distinct = [...new Set(bearers.map((each) => each.address))]
  return distinct.map((bearer) => `That name stood beside ${bearer} before.`)
}

function likeDoubts({ address }: LabelEntry, named: readonly NamedAddress[]): string[] {
  const alike = named.find((each) => looksAlike(address, each.address))
  return alike
    ? [`The address begins and ends like ${alike.address} (${alike.text}), and is another.`]
    : []
}
