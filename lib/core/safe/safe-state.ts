import type { Address } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** What a Safe says of itself at one block. `version` is what `VERSION()` answers, e.g. `1.4.1`. */
export type SafeState = {
  readonly safe: ChainAddress
  readonly version: string
  readonly singleton: Address
  readonly owners: readonly Address[]
  readonly threshold: number
  readonly nonce: bigint
  readonly modules: readonly Address[]
  /** The zero address where none is set. */
  readonly guard: Address
  readonly fallbackHandler: Address
}
