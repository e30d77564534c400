import type { SourcePlace } from './source-place'

/** What a function did and does for one set of arguments, in words. */
export type Counterexample = {
  readonly inputs: readonly { readonly name: string; readonly value: string }[]
  readonly before: string
  readonly after: string
}

/** What comparing two versions of a function came to. Nothing but `equal` says anything of all arguments. */
export type PureResult =
  | { readonly kind: 'equal' }
  | {
      /** `reverts`: wherever both return they return the same, but not both return everywhere. */
      readonly kind: 'values' | 'reverts'
      readonly example: Counterexample
    }
  | { readonly kind: 'unknown'; readonly reason: string }

/** The pure functions that both versions of a contract have. */
export type PureComparison = {
  /** How many have the same code, and all that they call has. */
  readonly same: number
  /** Those whose code is another, in the order of the contract. */
  readonly changed: readonly {
    readonly signature: string
    /** In the new version. */
    readonly place: SourcePlace
    readonly result: PureResult
  }[]
}
