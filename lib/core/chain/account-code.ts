import type { Address, Hash } from 'viem'

/**
 * What stands at an address at one block. `delegated` is an account with an EIP-7702 designation, whose owner can point
 * it elsewhere at any time.
 */
export type AccountCode = {
  readonly address: Address
  readonly kind: 'none' | 'contract' | 'delegated'
  /** keccak256 of the code; that of no bytes where there is none. */
  readonly codeHash: Hash
  /** Bytes. */
  readonly size: number
  /** The target of the designation. */
  readonly delegate?: Address | undefined
}
