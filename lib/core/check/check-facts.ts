import type { Abi, Hash } from 'viem'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import type { Anchor } from './finding'

/** The kinds of facts that checks need, and what each holds. */
export type CheckFactValues = {
  readonly 'old layout': StorageLayout
  readonly 'new layout': StorageLayout
  readonly 'old ABI': Abi
  readonly 'new ABI': Abi
  readonly 'proxy ABI': Abi
  /** Words of the proxy's storage by slot, all read at one block. Slots that were not read are absent. */
  readonly 'live values': ReadonlyMap<bigint, Hash>
}

export type FactKind = keyof CheckFactValues

/** A fact with what it rests on, or why there is none. */
export type CheckFact<T> =
  | { readonly known: true; readonly value: T; readonly anchor: Anchor }
  | { readonly known: false; readonly reason: string }

/** Gathered before the checks run. A kind that is missing is a fact too: unknown, with its reason. */
export type CheckFacts = { readonly [Kind in FactKind]: CheckFact<CheckFactValues[Kind]> }
