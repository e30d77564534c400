import type { Address, Hex } from 'viem'

/** Which facet answers which selector of a diamond, at one block. Selectors in lower case. */
export type Diamond = {
  readonly at: Address
  readonly functions: ReadonlyMap<Hex, Address>
  /** `storage` where its storage, at a place that is known, says the same; else it is only the diamond's own word. */
  readonly confirmedBy: 'storage' | undefined
  /** Where its loupe and its storage disagree. */
  readonly contradictions: readonly string[]
}
