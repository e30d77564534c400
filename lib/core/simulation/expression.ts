import type { AbiParameter, Address } from 'viem'

/** A number, a truth, or the text of an address, of bytes or of a string. */
export type PlainValue = bigint | boolean | string

/** Something to hold against something else, or to call with. */
export type Operand =
  | { readonly kind: 'literal'; readonly type: string; readonly value: PlainValue }
  /** `self`: whoever makes the call; `each`: one of the listed markets. */
  | { readonly kind: 'word'; readonly word: ExpressionWord }
  | { readonly kind: 'call'; readonly call: CallExpression }

export type ExpressionWord = 'self' | 'each'

/** A call as a declaration writes it, ready to be encoded once its arguments are known. */
export type CallExpression = {
  /** As it was written. */
  readonly text: string
  readonly target: ExpressionTarget
  readonly functionName: string
  readonly types: readonly string[]
  readonly args: readonly Operand[]
  readonly returns: readonly AbiParameter[]
  /** Which of what it returns is meant. */
  readonly index: number
}

export type ExpressionTarget =
  | { readonly kind: 'address'; readonly address: Address }
  | { readonly kind: 'word'; readonly word: ExpressionWord }
  | { readonly kind: 'call'; readonly call: CallExpression }

/** A proxy of the configuration, by whose name a declaration may speak of it. */
export type NamedAddress = { readonly name: string; readonly address: Address }
