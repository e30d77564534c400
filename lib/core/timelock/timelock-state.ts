import type { Address } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** The roles of a TimelockController that matter to a patch. */
export type TimelockRole = 'proposer' | 'executor' | 'canceller' | 'admin'

/** Who holds a role. `open` is OpenZeppelin's address(0) convention: anyone may. */
export type RoleHolders = { readonly open: boolean; readonly holders: readonly Address[] }

/** What a timelock says of itself at one block. `minDelay` is in seconds. */
export type TimelockState = {
  readonly timelock: ChainAddress
  readonly minDelay: bigint
  /** Folded from the role events and confirmed with `hasRole` at this block. */
  readonly roles: Readonly<Record<TimelockRole, RoleHolders>>
}
