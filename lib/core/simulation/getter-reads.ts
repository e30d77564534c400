import type { Address, Hex } from 'viem'

/** One side of an answer in words. What could not be had or told apart is `unknown`, with its reason. */
export type ReadSide =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'reverts'; readonly why: string }
  | { readonly kind: 'unknown'; readonly reason: string }

/** A question that is answered differently without and with the patch, or of which a side could not be had. */
export type ReadDifference = {
  readonly contract: Address
  readonly signature: string
  readonly selector: Hex
  /** `balanceOf(0x…)` */
  readonly expression: string
  readonly args: readonly string[]
  readonly before: ReadSide
  readonly after: ReadSide
  /** The new code has no such function. */
  readonly removed: boolean
  /** State variables that the new code reads for its answer, where its sources tell. */
  readonly reads: readonly string[]
}

/** What was asked of one contract. */
export type AskedContract = {
  readonly address: Address
  /** `upgraded`: it gets new code. `configured`: a proxy of the protocol. `written`: its state was written. */
  readonly why: 'upgraded' | 'configured' | 'written'
  readonly getters: number
  readonly questions: number
  /** Where its functions were known from. */
  readonly known: 'ABI' | 'code' | 'standards'
  /** Functions, or contracts, that were not asked, and why. */
  readonly unasked: readonly { readonly where: string; readonly what: string }[]
}

/** Every question that was put to the getters of the protocol, without the patch and with it. */
export type GetterReads = {
  readonly contracts: readonly AskedContract[]
  readonly differences: readonly ReadDifference[]
}
