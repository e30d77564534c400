import type { Hash, Hex } from 'viem'

/** How two answers are compared; `unchanged` holds one against itself before the patch. */
export type Comparator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'unchanged'

/** Something that is always so: a view, how it is compared, and with what. */
export type InvariantExpectation = {
  readonly name: string
  readonly view: string
  readonly is: Comparator
  /** A literal or another view; none for `unchanged`. */
  readonly to?: string | undefined
}

/** A call of a journey. */
export type JourneyStep = {
  readonly call: string
  /** Who makes it, where that is not the one of the journey. */
  readonly as?: string | undefined
  /** Wei, in decimal digits. */
  readonly value?: string | undefined
}

/** Something that users do, call by call, each upon those before it. */
export type JourneyExpectation = {
  readonly name: string
  /** An address, the name of a proxy, or `holder`: whoever holds most of `token`. */
  readonly as: string
  readonly token?: string | undefined
  /** Allowances that the user grants before the first step. */
  readonly approvals?: readonly { readonly token: string; readonly spender: string }[] | undefined
  readonly steps: readonly JourneyStep[]
}

/** A price, and how far a patch may move it. */
export type PriceExpectation = {
  readonly name: string
  readonly view: string
  /** A number, or a view that tells it. */
  readonly decimals: string
  readonly maxChangeBps: number
  /** What the price has to be near afterwards, in the same decimals. */
  readonly reference?: string | undefined
}

/**
 * Two answers that belong together: they are equal, their ratio lies within bounds, two contracts have the same decimals,
 * or one is updated whenever the other is.
 */
export type PairExpectation = {
  readonly name: string
  readonly rule: 'equal' | 'ratio' | 'decimals' | 'together'
  readonly left: string
  readonly right: string
  /** Bounds of left / right in decimals, for `ratio`: `0.99`. */
  readonly min?: string | undefined
  readonly max?: string | undefined
}

/** Contracts that call a patched one, and what they call on it. */
export type ConsumerExpectation = {
  readonly consumers: readonly string[]
  /** In which `each` stands for one of the addresses below. */
  readonly calls: readonly string[]
  /** Markets or assets for which each call is made. */
  readonly each?: readonly string[] | undefined
}

/** A variable that a patch may write: `_positions[*].debt`. */
export type WriteExpectation = {
  readonly contract: string
  readonly path: string
}

/**
 * A behaviour that is meant to be another one in past transactions. All that is given has to fit; what is not given fits
 * everything, but an announcement of differences never covers another end of the transaction.
 */
export type ChangeExpectation = {
  /** Why, in words. */
  readonly reason: string
  readonly selector?: Hex | undefined
  /** Where it covers another end: the new or the old revert data begins with this. */
  readonly reverts?: { readonly newly: boolean; readonly data: Hex } | undefined
  /** First topics of the events that may come, go and move. With it nothing else may differ but storage. */
  readonly events?: readonly Hash[] | undefined
}

/**
 * What a protocol declares of itself, for a patch to be held against. Views and calls are written as people write them,
 * `Dollar vault.convertToAssets(1e6)`; see `parseOperand`.
 */
export type Expectations = {
  readonly invariants?: readonly InvariantExpectation[] | undefined
  readonly journeys?: readonly JourneyExpectation[] | undefined
  readonly prices?: readonly PriceExpectation[] | undefined
  readonly pairs?: readonly PairExpectation[] | undefined
  readonly consumers?: readonly ConsumerExpectation[] | undefined
  readonly writes?: readonly WriteExpectation[] | undefined
  /** Only a replay holds a patch against it. */
  readonly changes?: readonly ChangeExpectation[] | undefined
}
