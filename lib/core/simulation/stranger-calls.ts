import type { Address, Hash, Hex } from 'viem'
import type { Allowance, AssetMove } from './asset-flows'
import type { SlotChange } from './state-diff'

/** A word that a call wrote. */
export type CallWrite = SlotChange & { readonly contract: Address }

/** What a call of a stranger does, if it comes through. */
export type CallEffect = {
  readonly succeeded: boolean
  readonly writes: readonly CallWrite[]
  /** Of its `AssetFlows`, what moves and who may take what. */
  readonly moves: readonly AssetMove[]
  readonly allowances: readonly Allowance[]
  /** It initialised something: the event of OpenZeppelin's Initializable, or its counter. */
  readonly initialises: boolean
  /** It ran the code of an address that the stranger gave, in the storage of what was called. */
  readonly runsGiven: boolean
  /** What was called ended itself. */
  readonly ends: boolean
}

/** One call that somebody who is nobody tried, in both worlds. */
export type StrangerCall = {
  readonly target: Address
  /** The implementation was called itself, not through its proxy. */
  readonly direct: boolean
  readonly selector: Hex
  /** Its signature where it is known, else its selector. */
  readonly name: string
  /** What was given, in words. */
  readonly given: string
  /** Without the patch. Undefined where it was not tried: what is new has no past. */
  readonly before: CallEffect | undefined
  /** With the patch. */
  readonly after: CallEffect
}

/** All that a stranger tried on the proxies of an upgrade and on its implementation. */
export type StrangerCalls = {
  readonly stranger: Address
  /** Different functions, and calls of them, in each world. */
  readonly functions: number
  readonly calls: number
  /** Those of which something remains with the patch, and all of an implementation that did not revert. */
  readonly effective: readonly StrangerCall[]
  /** Words that strangers could write without the patch: addresses in lower case, a space, the slot. */
  readonly writable: ReadonlySet<string>
  /** What was not tried or could not be seen, in words. */
  readonly untried: readonly string[]
}

/** Under which `writable` files a word. */
export function writableKey(contract: Address, slot: Hash): string {
  return `${contract.toLowerCase()} ${slot}`
}
