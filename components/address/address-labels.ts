import type { Address } from 'viem'
import type { OwnerLabel } from '@/lib/core/safe/owner-label'

/** Names by the address in lower case: a text is of the configuration, anything else words of an owner of a Safe. */
export type AddressLabels = Readonly<Record<string, AddressLabel>>

/** Stands beside an address, never instead. */
export type AddressLabel = string | OwnerLabel

export function labelOf(
  labels: AddressLabels | undefined,
  address: Address,
): AddressLabel | undefined {
  return labels?.[address.toLowerCase()]
}

/** The name of the configuration alone: for titles, pictures and texts, which have no room to say whose words an owner's are. */
export function configuredLabelOf(
  labels: AddressLabels | undefined,
  address: Address,
): string | undefined {
  const label = labelOf(labels, address)
  return typeof label === 'string' ? label : undefined
}

/** What the configuration names keeps that name. */
export function withOwnerLabels(
  configured: AddressLabels,
  labels: readonly OwnerLabel[],
): AddressLabels {
  const named = labels.map((label) => [label.address.toLowerCase(), label] as const)
  return { ...Object.fromEntries(named), ...configured }
}
