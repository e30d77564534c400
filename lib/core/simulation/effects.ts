import type { Address } from 'viem'

/** What an effect was seen with: a simulation, traces of a real transaction, or its receipt and storage at two blocks. */
export type EffectSource = 'fork' | 'eth_simulateV1' | 'trace' | 'receipt'

/** What kind of thing it did. An event that tells of a standard transfer or allowance is told as that alone. */
export type EffectKind =
  | 'write'
  | 'balance'
  | 'nonce'
  | 'code'
  | 'ether'
  | 'transfer'
  | 'allowance'
  | 'creation'
  | 'event'

/** A variable that lies in a word that was written, as it reads before and after. */
export type EffectVariable = {
  readonly path: string
  readonly type: string
  readonly before?: string | undefined
  readonly after?: string | undefined
}

/** One thing that an execution does to the world. */
export type Effect = {
  readonly kind: EffectKind
  /** Whose storage or account, which token, who emitted it. */
  readonly contract: Address
  /** Tells effects of one kind and contract apart: the slot, who gives to whom, the first topic. */
  readonly place: string
  /** In words where they are known: the path of the variable, the signature of the event. Not compared. */
  readonly name: string
  /** Words of storage are hex, amounts decimal. Absent where there is no before. */
  readonly before?: string | undefined
  readonly after: string
  /** What lies in the word, where its layout is known. */
  readonly variables?: readonly EffectVariable[] | undefined
}

export type EffectKinds = readonly EffectKind[]

/** How an execution ended. `reason` in words. */
export type EffectEnding =
  | { readonly status: 'done' }
  | { readonly status: 'reverted'; readonly reason: string }
  | { readonly status: 'unknown'; readonly reason: string }

/** All that the execution of a patch does, simulated or real, without the steps before it and what surrounds it. */
export type Effects = {
  readonly source: EffectSource
  /** Of the block in which it ran; time in seconds. */
  readonly at: { readonly number: bigint; readonly timestamp: bigint }
  readonly ending: EffectEnding
  readonly effects: readonly Effect[]
  /** Kinds that are not compared, since not all of them could be seen, and why; without a kind, what else is not known. */
  readonly unseen: readonly { readonly kinds: EffectKinds; readonly reason: string }[]
}

/** Why nothing is known of the effects, told as effects. */
export function unknownEffects(source: EffectSource, at: Effects['at'], reason: string): Effects {
  return { source, at, ending: { status: 'unknown', reason }, effects: [], unseen: [] }
}
