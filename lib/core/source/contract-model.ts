import type { Hex } from 'viem'

/** A place in a source. `line` counts from 1. */
export type SourcePlace = { readonly path: string; readonly line: number }

/** Where the target of a call comes from, as far as it can be followed; the most hostile of several. */
export type TargetOrigin = 'constant' | 'immutable' | 'storage' | 'parameter' | 'unknown'

/** A call to code outside the contract that the source writes down. */
export type OutgoingCall = {
  /** `member` is a call through an interface, such as `token.transfer(…)`. */
  readonly kind: 'call' | 'delegatecall' | 'staticcall' | 'member' | 'assembly'
  readonly target: TargetOrigin
  /** The calldata is taken from a parameter as a whole. */
  readonly dataFromParameter: boolean
  /** Name of the function for `member`, e.g. `approve`. */
  readonly member?: string | undefined
  /** Origins of the arguments for `member`. */
  readonly arguments: readonly TargetOrigin[]
  readonly place: SourcePlace
}

/** A function that the contract really has, after inheritance; the constructor, fallback and receive too. */
export type FunctionModel = {
  /** `transfer(address,uint256)`, or `constructor`, `fallback`, `receive`; of an internal one, its name with types. */
  readonly signature: string
  readonly selector?: Hex | undefined
  readonly name: string
  /** The contract that defines what is run. */
  readonly contract: string
  readonly visibility: 'public' | 'external' | 'internal' | 'private'
  readonly mutability: 'payable' | 'nonpayable' | 'view' | 'pure'
  /** With their arguments as written, e.g. `onlyRole(PAUSER_ROLE)`. */
  readonly modifiers: readonly string[]
  /**
   * Conditions that end the call when they do not hold, in normal form, transitively through modifiers and internal
   * calls: of `require`, of `if (…) revert`, of calls to functions named `_check…`/`_only…`.
   */
  readonly guards: readonly string[]
  /** The guards that look at who calls (`msg.sender`, `_msgSender()`). */
  readonly callerGuards: readonly string[]
  /** Names of state variables that are written, transitively through internal calls; qualified where inherited names clash. */
  readonly writes: readonly string[]
  readonly reads: readonly string[]
  /** Number literals of its own body in normal form, sorted, with repeats: `10000`, `1e18` as `1000000000000000000`. */
  readonly literals: readonly string[]
  readonly outgoing: readonly OutgoingCall[]
  /** The body without comments and with one space between tokens. Empty where there is none. */
  readonly body: string
  readonly place: SourcePlace
}

export type VariableModel = {
  readonly name: string
  readonly contract: string
  readonly type: string
  readonly mutability: 'constant' | 'immutable' | 'mutable'
  /** Of a constant, its value where it could be computed, else its expression as written. */
  readonly value?: string | undefined
  /** A mutable variable that is given a value at its declaration: lost behind a proxy. */
  readonly hasInitialValue: boolean
  readonly place: SourcePlace
}

/** A function guarded to run once: `initializer` is version 1, `reinitializer(n)` is version n. */
export type InitializerModel = {
  readonly signature: string
  readonly selector: Hex
  /** Undefined where the version is no constant. */
  readonly version: bigint | undefined
  readonly writes: readonly string[]
  readonly place: SourcePlace
}

/** A struct with `@custom:storage-location erc7201:<id>`, and the constant that is used as its slot. */
export type NamespaceModel = {
  readonly id: string
  readonly struct: string
  readonly contract: string
  /** The slot that the formula of ERC-7201 gives for the id. */
  readonly slot: bigint
  /** Slot constants found in the same contract, by name. */
  readonly constants: readonly { readonly name: string; readonly value: bigint }[]
  readonly place: SourcePlace
}

/** What is read from the AST of one contract. Derived by us from sources that were compiled, so as good as they are. */
export type ContractModel = {
  readonly name: string
  /** Most derived first, as solc linearises. */
  readonly linearization: readonly string[]
  readonly functions: readonly FunctionModel[]
  readonly variables: readonly VariableModel[]
  readonly initializers: readonly InitializerModel[]
  readonly namespaces: readonly NamespaceModel[]
}
