import type { Call } from '@/lib/core/chain/call'

/**
 * How sure we are of what a call means.
 * - `verified`: the target's own ABI, given by the caller, has the function.
 * - `known`: a signature we know by heart matches; what stands at the target is not said by that.
 * - `guess`: the signature comes from a hint or is absent from the target's own ABI, or bytes trail behind it.
 * - `colliding`: several signatures match and nothing tells which one is meant.
 * - `undecoded`: none matches, or the bytes are not what an encoder writes. `reason` says which.
 */
export type DecodingConfidence = 'verified' | 'known' | 'guess' | 'colliding' | 'undecoded'

/** A decoded value as viem gives it: small integers are numbers, tuples with names are objects. */
export type DecodedValue =
  | string
  | bigint
  | number
  | boolean
  | readonly DecodedValue[]
  | { readonly [name: string]: DecodedValue }

export type DecodedArgument = {
  /** Empty where the ABI does not name it. */
  readonly name: string
  /** As the ABI writes it, e.g. `uint256[]` or `(address,bytes)[]`. */
  readonly type: string
  readonly value: DecodedValue
}

/**
 * How the outer call leads to the inner one: the name of the function that makes it, or `migration` for the calldata
 * that a proxy runs on its new implementation.
 */
export type NestedVia = string

/** A call with all that could be read of it, and of the calls it carries. */
export type DecodedCall = {
  readonly call: Call
  readonly operation: 'call' | 'delegatecall'
  readonly confidence: DecodingConfidence
  /** Canonical, e.g. `transfer(address,uint256)`. Undefined where no single one is known. */
  readonly signature?: string | undefined
  readonly name?: string | undefined
  readonly args: readonly DecodedArgument[] | undefined
  /** All signatures that match, where there are several. */
  readonly candidates?: readonly string[] | undefined
  /** What could not be decoded, or not be trusted, and why. */
  readonly reason?: string | undefined
  readonly children: readonly { readonly via: NestedVia; readonly call: DecodedCall }[]
}
