import type { Address } from 'viem'
import { configuredLabelOf } from '@/components/address/address-labels'
import { readEvent } from '@/components/simulation/read-event'
import { causeOf } from '@/lib/core/replay/causes-of'
import type { Difference } from '@/lib/core/replay/difference'
import type { DifferenceGroup } from '@/lib/core/replay/group-results'
import { storageKey } from '@/lib/core/replay/named-storage'
import type { DifferenceNames } from './difference-line'

const mostVariables = 6

/** What a group of transactions does otherwise, one line for each cause, with the names that are known. */
export function causeLines(
  { causes, examples }: Pick<DifferenceGroup, 'causes' | 'examples'>,
  names: DifferenceNames,
): string[] {
  const all = examples.flatMap(({ hash, differences }) =>
    differences.map((difference) => ({ hash, difference, cause: causeOf(difference) })),
  )
  return causes.map((cause) => {
    const found = all.filter((one) => one.cause === cause)
    return describeCause(found, names) ?? withLabels(cause, names)
  })
}

type Found = { readonly hash: DifferenceGroup['first']; readonly difference: Difference }

/** Undefined where no name is known that the cause itself does not have. */
function describeCause(found: readonly Found[], names: DifferenceNames): string | undefined {
  const [first] = found
  if (first?.difference.kind === 'event') return describeEvent(first.difference, names)
  if (first?.difference.kind !== 'storage') return undefined
  const { address } = first.difference
  const words = found.flatMap(({ hash, difference }) =>
    difference.kind === 'storage'
      ? [names.storage?.get(storageKey(hash, difference.address, difference.slot))]
      : [],
  )
  const paths = words.flatMap((word) => word?.variables.map(({ path }) => withoutKeys(path)) ?? [])
  const distinct = [...new Set(paths)]
  if (distinct.length === 0) return undefined
  const told = distinct.slice(0, mostVariables).join(', ')
  const more = distinct.length > mostVariables ? ` and ${distinct.length - mostVariables} more` : ''
  const isPart = words.some((word) => !word || word.problem !== undefined)
  const rest = isPart ? ', and words that are not decoded' : ''
  return `writes ${told}${more} of ${nameOf(address, names)} otherwise${rest}`
}

function describeEvent(
  { change, address, topics, data }: Extract<Difference, { kind: 'event' }>,
  names: DifferenceNames,
): string | undefined {
  const abi = [...(names.abis[address] ?? []), ...Object.values(names.abis).flat()]
  const read = readEvent({ topics, data }, abi)
  return read && `event ${read.name} of ${nameOf(address, names)} is ${change}`
}

/** `_shares[0x…]` is another one for each user: what they have in common is `_shares[*]`. */
function withoutKeys(path: string): string {
  return path.replace(/\[[^[\]]*\]/g, '[*]')
}

function nameOf(address: Address, { labels }: DifferenceNames): string {
  return configuredLabelOf(labels, address) ?? address
}

function withLabels(cause: string, names: DifferenceNames): string {
  return cause.replace(/\b0x[0-9a-fA-F]{40}\b/g, (address) => nameOf(address as Address, names))
}
