import type { Hex } from 'viem'
import type { PureFunction } from './pure-function'
import type { SourcePlace } from './source-place'

/**
 * Where the target of a call comes from, as far as it can be followed; the most hostile of several. `caller` is the one who
 * calls, by its address.
 */
export type TargetOrigin = 'constant' | 'immutable' | 'storage' | 'caller' | 'parameter' | 'unknown'

/** A call to code outside the contract that the source writes down. */
export type OutgoingCall = {
  /**
   * `member` is a call through an interface, such as `token.transfer(…)`; of a function that is view or pure it is a
   * `staticcall`, with its name.
   */
  readonly kind: 'call' | 'delegatecall' | 'staticcall' | 'member' | 'assembly'
  readonly target: TargetOrigin
  /** The target in normal form, as guards have it. */
  readonly targetText: string
  /** The calldata is taken from a parameter as a whole. */
  readonly dataFromParameter: boolean
  /** Name of the function for `member`, e.g. `approve`; of the instruction for `assembly`, e.g. `delegatecall`. */
  readonly member?: string | undefined
  /** Origins of the arguments for `member`. */
  readonly arguments: readonly TargetOrigin[]
  /** The arguments for `member` in normal form. */
  readonly argumentTexts: readonly string[]
  readonly place: SourcePlace
}

/**
 * A function that the contract really has, after inheritance; the constructor, fallback and receive too. Calls are followed
 * through for those that can be called from outside; of internal ones only their own code is told.
 */
export type FunctionModel = {
  /** `transfer(address,uint256)`, or `constructor`, `fallback`, `receive`; of an internal one, its name with types. */
  readonly signature: string
  readonly selector?: Hex | undefined
  readonly name: string
  /** The contract that defines what is run. */
  readonly contract: string
  readonly visibility: 'public' | 'external' | 'internal' | 'private'
  readonly mutability: 'payable' | 'nonpayable' | 'view' | 'pure'
  /** Names of its parameters, empty where they have none. */
  readonly parameters: readonly string[]
  /** With their arguments as written, e.g. `onlyRole(PAUSER_ROLE)`. */
  readonly modifiers: readonly string[]
  /**
   * Conditions that end the call when they do not hold, in normal form, transitively through modifiers and internal
   * calls: of `require`, of `if (…) revert`, of calls to functions named `_check…`/`_only…`. Pure functions of libraries
   * are not looked into.
   */
  readonly guards: readonly string[]
  /** The guards that look at who calls (`msg.sender`, `_msgSender()`). */
  readonly callerGuards: readonly string[]
  /** Names of the functions and modifiers on its way that can end the call, sorted. */
  readonly checks: readonly string[]
  /** Names of state variables that are written, transitively through internal calls; qualified where inherited names clash. */
  readonly writes: readonly string[]
  readonly reads: readonly string[]
  /** Number literals of its own body in normal form, sorted, with repeats: `10000`, `1e18` as `1000000000000000000`. */
  readonly literals: readonly string[]
  readonly outgoing: readonly OutgoingCall[]
  /** The body without comments and with one space between tokens. Empty where there is none. */
  readonly body: string
  /** What could not be followed, in words: beyond it there may be more than this model tells. */
  readonly unread: readonly string[]
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

/** A struct with `@custom:storage-location erc7201:<id>`, and where the code really keeps it. */
export type NamespaceModel = {
  readonly id: string
  readonly struct: string
  readonly contract: string
  /** The slot that the formula of ERC-7201 gives for the id. */
  readonly slot: bigint
  /** Slots at which functions of the contract place it; `value` is undefined where it is not constant. */
  readonly slots: readonly { readonly name: string; readonly value: bigint | undefined }[]
  /** What else code puts at one of these slots, by its type in solc's words, sorted. */
  readonly aliases?: readonly string[] | undefined
  /** In order, with types written out down to what lies in storage. */
  readonly members: readonly { readonly name: string; readonly type: string }[]
  readonly place: SourcePlace
}

/** A constant that the code uses as a slot of storage. */
export type SlotModel = {
  readonly name: string
  readonly contract: string
  /** Undefined where it could not be computed. */
  readonly value: bigint | undefined
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
  readonly slots: readonly SlotModel[]
  /** Functions that see nothing but their arguments, of libraries and files too. */
  readonly pureFunctions: readonly PureFunction[]
  /** Parts of the contract that could not be read at all, in words. What they hold is missing above. */
  readonly unread: readonly string[]
}
