import type { Term } from './term'

/** A type whose values are single numbers. Bytes are read as the number that they spell; `bool` is a truth. */
export type ValueType = {
  /** As Solidity writes it; of an enum with the number of its members, as that decides what it may hold. */
  readonly name: string
  readonly kind: 'bool' | 'number' | 'bytes' | 'enum'
  readonly bits: number
  readonly low: bigint
  readonly high: bigint
}

/**
 * What a function without side effects computes, of its arguments as the inputs of all terms. It returns where `returns` is
 * true, and reverts everywhere else; why it reverts is not told.
 */
export type Formula = {
  readonly inputs: readonly { readonly name: string; readonly type: ValueType }[]
  readonly outputs: readonly ValueType[]
  readonly returns: Term
  readonly values: readonly Term[]
}
