/** What a value type holds. Contracts and payable addresses are addresses: they read the same twenty bytes. */
export type ValueKind =
  | { readonly name: 'uint' | 'int' | 'bool' | 'address' | 'bytes' }
  /** `members` in their order, where the layout names them: solc's own does not. */
  | { readonly name: 'enum'; readonly members: readonly string[] | undefined }
  /** A user-defined value type; `underlying` is the id of its type, where the layout names it. */
  | { readonly name: 'custom'; readonly underlying: string | undefined }
  | { readonly name: 'function'; readonly internal: boolean }

/** A type of a layout, referred to by the compiler's id, such as `t_uint256`. `label` is its Solidity name. */
export type StorageType =
  | {
      readonly kind: 'value'
      readonly label: string
      readonly bytes: number
      readonly value: ValueKind
    }
  | { readonly kind: 'bytes'; readonly label: string }
  | {
      readonly kind: 'mapping'
      readonly label: string
      readonly key: string
      readonly value: string
    }
  | { readonly kind: 'dynamic-array'; readonly label: string; readonly base: string }
  | {
      readonly kind: 'static-array'
      readonly label: string
      readonly bytes: bigint
      readonly base: string
      readonly length: bigint
    }
  | {
      readonly kind: 'struct'
      readonly label: string
      readonly bytes: bigint
      readonly members: readonly StorageVariable[]
    }

/** A variable, or a member of a struct: then its slot counts from the start of the struct. */
export type StorageVariable = {
  readonly label: string
  readonly slot: bigint
  /** Bytes from the low end of the slot, 0 to 31. */
  readonly offset: number
  /** Id of its type. */
  readonly type: string
}

/**
 * Where a contract keeps its state variables, as solc reports it: the linear part only. What is reached by constant
 * slots, ERC-7201 namespaces among them, is not in it.
 *
 * @see https://docs.soliditylang.org/en/latest/internals/layout_in_storage.html#json-output
 */
export type StorageLayout = {
  /** By position, none overlapping another. */
  readonly variables: readonly StorageVariable[]
  readonly types: ReadonlyMap<string, StorageType>
}
