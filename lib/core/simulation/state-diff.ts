import type { Address, Hash } from 'viem'
import type { Change } from './raw-state-diff'

/**
 * What the place of a variable rests on: sources that were compiled here and gave the code that wrote it, or a standard
 * that everybody keeps to (EIP-1967, the Safe, OpenZeppelin's TimelockController and namespaces).
 */
export type PlaceOrigin = 'sources' | 'standard'

/** One side of a variable in words; `sound` says whether its type can hold this at all. */
export type ReadVariable = { readonly text: string; readonly sound: boolean }

/** A variable, or a part of one, whose bytes a word holds. */
export type VariableChange = {
  /** `owner`, `config.fee`, `balances[0x…]`, `caps[3]`. */
  readonly path: string
  readonly type: string
  readonly origin: PlaceOrigin
  /** Absent on the side on which the code that runs has no such variable. */
  readonly before?: ReadVariable | undefined
  readonly after?: ReadVariable | undefined
}

/** A word of storage that was written, raw beside what it means. */
export type SlotChange = Change<Hash> & {
  readonly slot: Hash
  /** Those of its variables that changed. Empty where it could not be decoded. */
  readonly variables: readonly VariableChange[]
  /** Why it could not be decoded, in words. */
  readonly problem?: string | undefined
}

/** What is written of one account. */
export type ContractChanges = {
  readonly address: Address
  readonly balance?: Change<bigint> | undefined
  readonly nonce?: Change<bigint> | undefined
  /** Absent on the side on which there is no code. */
  readonly codeHash?: Partial<Change<Hash | undefined>> | undefined
  readonly storage: readonly SlotChange[]
}

/** What a path of transactions writes, by address, then by slot. */
export type StateDiff = {
  readonly contracts: readonly ContractChanges[]
  /** Words that are written and could not be decoded. */
  readonly undecoded: number
}
