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
export function currentLabels(parameters: CurrentLabelsParameters): OwnerLabel[] {
  const { entries, owners } = parameters
  const current = latestEntries(entries)
  const doubtsOf = doubter(parameters, current)
  return current
    .map((entry) => ({
      ...entry,
      isByOwner: owners?.some((owner) => isAddressEqual(owner, entry.author)),
      doubts: doubtsOf(entry),
    }))
    .sort((one, other) => (one.address.toLowerCase() < other.address.toLowerCase() ? -1 : 1))
}

/** What each address is called last, without those whose name was taken away. */
export function latestEntries(entries: readonly LabelEntry[]): LabelEntry[] {
  const latest = new Map(entries.map((entry) => [entry.address.toLowerCase(), entry]))
  return [...latest.values()].filter(({ text }) => text !== '')
}

/** Looks up what there is once for all names: an owner may have written as many as are kept. */
function doubter(
  { entries, configured, owners = [] }: CurrentLabelsParameters,
  current: readonly LabelEntry[],
): (entry: LabelEntry) => string[] {
  const configuredByName = new Map(
    Object.entries(configured).map(([address, name]) => [labelLikeness(name), address]),
  )
  const bearersByName = grouped(entries, ({ text }) => labelLikeness(text))
  const named = [
    ...Object.entries(configured).map(([address, text]) => ({ address: address as Address, text })),
    ...owners.map((address) => ({ address, text: 'an owner' })),
    ...current,
  ]
  const namedByEnds = grouped(named, ({ address }) => endsOf(address))

  /** The configuration may have changed after the name was written. */
  const configuredDoubt = ({ address, text }: LabelEntry): string | undefined => {
    const own = configured[address.toLowerCase()]
    if (own !== undefined) return `The configuration calls this address “${own}”.`
    const other = configuredByName.get(labelLikeness(text))
    return other && `The configuration gives that name to ${other}.`
  }
  /** A name that moves is how a reader who knows it is led to another address. */
  const formerDoubts = ({ address, text }: LabelEntry): string[] => {
    const bearers = bearersByName.get(labelLikeness(text)) ?? []
    return [...new Set(bearers.map((each) => each.address))]
      .filter((bearer) => !isAddressEqual(bearer, address))
      .slice(0, mostFormer)
      .map((bearer) => `That name stood beside ${bearer} before.`)
  }
  const likeDoubt = ({ address }: LabelEntry): string | undefined => {
    const alike = namedByEnds
      .get(endsOf(address))
      ?.find((each) => looksAlike(address, each.address))
    return (
      alike && `The address begins and ends like ${alike.address} (${alike.text}), and is another.`
    )
  }
  return (entry) =>
    [configuredDoubt(entry), ...formerDoubts(entry), likeDoubt(entry)].filter(
      (doubt) => doubt !== undefined,
    )
}

/** Addresses that had a name before, as far as they are told. */
const mostFormer = 3

/** Only addresses with the same ends can look alike. */
function endsOf(address: Address): string {
  return `${address.slice(0, 6)}${address.slice(-4)}`.toLowerCase()
}

function grouped<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const key = keyOf(value)
    const group = groups.get(key)
    if (group) group.push(value)
    else groups.set(key, [value])
  }
  return groups
}
