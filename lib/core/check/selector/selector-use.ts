import type { Address, Hex } from 'viem'

/**
 * How often transactions called each selector of a contract, in a range of blocks that was read as a whole. Only what
 * was sent to it directly: calls from within other contracts are not seen.
 */
export type SelectorUse = {
  readonly of: Address
  readonly fromBlock: bigint
  readonly toBlock: bigint
  /** Keys in lower case. */
  readonly counts: ReadonlyMap<Hex, number>
}
