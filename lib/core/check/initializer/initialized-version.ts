import type { Address } from 'viem'

/** Where code counts the initialisations of a proxy: OpenZeppelin 5 in its namespace, 4 in a variable `_initialized`. */
export type VersionPlace = {
  readonly slot: bigint
  /** Bytes from the low end of the slot. */
  readonly offset: number
  readonly bytes: number
}

/** What one proxy was initialised to, as the code on each side counts it. Undefined where it counts nothing. */
export type InitializedVersion = {
  readonly proxy: Address
  readonly before: CountedVersion | undefined
  readonly after: CountedVersion | undefined
}

export type CountedVersion = { readonly place: VersionPlace; readonly version: bigint }
