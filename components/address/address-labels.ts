import type { Address } from 'viem'

/** Names from the address book, keyed by the address in lower case. They stand beside an address, never instead. */
export type AddressLabels = Readonly<Record<string, string>>

export function labelOf(labels: AddressLabels | undefined, address: Address): string | undefined {
  return labels?.[address.toLowerCase()]
}
