import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** How one field is shown. Of the standard, what a plain screen needs. */
export type DescriptorField = {
  readonly path?: string | undefined
  readonly value?: string | undefined
  readonly label: string
  readonly format: string
  readonly params: Readonly<Record<string, unknown>>
  /** `never`: a device does not show it. */
  readonly visible: boolean
}

/** How one function or message is shown. */
export type DescriptorFormat = {
  /** As the file has it: a function with the names of its parameters, or the `encodeType` of a message. */
  readonly key: string
  readonly intent: string
  readonly interpolatedIntent?: string | undefined
  readonly fields: readonly DescriptorField[]
}

/**
 * A descriptor of ERC-7730: by it a device shows intent and labelled fields instead of hashes. It holds for contracts at
 * the addresses that it names, and for proxies that point to one of them.
 *
 * @see https://eips.ethereum.org/EIPS/eip-7730
 */
export type Descriptor = {
  /** By which it is told apart here: the file's own id, or its contract. */
  readonly name: string
  readonly owner: string
  readonly context: 'contract' | 'eip712'
  readonly deployments: readonly ChainAddress[]
  readonly enums: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly constants: Readonly<Record<string, unknown>>
  readonly formats: readonly DescriptorFormat[]
  /** A file that it includes, which nobody fetches: what stands there is not known. */
  readonly includes?: string | undefined
}
