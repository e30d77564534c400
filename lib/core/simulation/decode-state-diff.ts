import { type Address, type Hash, type Hex, zeroHash } from 'viem'
import type { DecodedSlotValue } from '@/lib/core/storage-layout/decode-slot-value'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { decodeWord } from './decode-word'
import type { AccountDiff, Change, RawStateDiff } from './raw-state-diff'
import { indexPreimages, type SlotPreimages } from './slot-preimages'
import type {
  ContractChanges,
  PlaceOrigin,
  SlotChange,
  StateDiff,
  VariableChange,
} from './state-diff'

export type KnownLayout = { readonly origin: PlaceOrigin; readonly layout: StorageLayout }

/** The layouts of the code that runs at an address on each side, those that count first in front. */
export type LayoutsOf = {
  readonly before: readonly KnownLayout[]
  readonly after: readonly KnownLayout[]
  /** Why layouts may be missing, in words. */
  readonly problem?: string | undefined
}

export type DecodeStateDiffParameters = {
  readonly diff: RawStateDiff
  /** What was hashed on the way, of all transactions. */
  readonly preimages: readonly Hex[]
  readonly layoutsOf: (address: Address) => LayoutsOf
}

/**
 * Puts what was written into words: each slot as the variables that its code keeps there. What cannot be decoded is listed
 * as it is, with the reason, and counted.
 */
export function decodeStateDiff({
  diff,
  preimages,
  layoutsOf,
}: DecodeStateDiffParameters): StateDiff {
  const index = indexPreimages(preimages)
  const accounts = [...diff].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const contracts = accounts.map(([, account]) =>
    decodeAccount(account, layoutsOf(account.address), index),
  )
  const slots = contracts.flatMap(({ storage }) => storage)
  return { contracts, undecoded: slots.filter(({ problem }) => problem !== undefined).length }
}

function decodeAccount(
  { storage, ...account }: AccountDiff,
  layouts: LayoutsOf,
  preimages: SlotPreimages,
): ContractChanges {
  const slots = [...storage].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    ...account,
    storage: slots.map(([slot, change]) => decodeSlot(slot, change, { layouts, preimages })),
  }
}

type Knowledge = { readonly layouts: LayoutsOf; readonly preimages: SlotPreimages }

function decodeSlot(slot: Hash, change: Change<Hash>, knowledge: Knowledge): SlotChange {
  const { layouts, preimages } = knowledge
  const read = (known: readonly KnownLayout[], word: Hash) =>
    readFirst(known, { slot: BigInt(slot), word }, preimages)
  const before = read(layouts.before, change.before)
  const after = read(layouts.after, change.after)
  if (!before && !after) {
    const problem = layouts.problem ?? 'no variable that is known lies in this slot'
    return { slot, ...change, variables: [], problem }
  }
  const variables = pairVariables(before, after)
  const changed = variables.filter(({ differs }) => differs)
  // Put back, or zeroed and never read: everything that lies there is told.
  const told = (changed.length > 0 ? changed : variables).map(({ variable }) => variable)
  return { slot, ...change, variables: told, problem: problemOf(change, { before, after, told }) }
}

type Read = {
  readonly origin: PlaceOrigin
  readonly values: readonly DecodedSlotValue[]
  readonly mask: bigint
}

function readFirst(
  known: readonly KnownLayout[],
  at: { readonly slot: bigint; readonly word: Hash },
  preimages: SlotPreimages,
): Read | undefined {
  for (const { origin, layout } of known) {
    const decoded = decodeWord(layout, at, preimages)
    if (decoded) return { origin, ...decoded }
  }
  return undefined
}

/** By their path: what one side has and the other has not is told of that side alone. */
function pairVariables(
  before: Read | undefined,
  after: Read | undefined,
): { readonly variable: VariableChange; readonly differs: boolean }[] {
  const old = new Map(before?.values.map((value) => [value.path, value]))
  const paired = (after?.values ?? []).map((value) => {
    const earlier = old.get(value.path)
    old.delete(value.path)
    return toVariable(earlier, value, after?.origin ?? 'standard')
  })
  const gone = [...old.values()].map((value) =>
    toVariable(value, undefined, before?.origin ?? 'standard'),
  )
  return [...paired, ...gone]
}

function toVariable(
  before: DecodedSlotValue | undefined,
  after: DecodedSlotValue | undefined,
  origin: PlaceOrigin,
) {
  const { path = '', type = '' } = after ?? before ?? {}
  const side = (value: DecodedSlotValue | undefined) =>
    value && { text: value.text, sound: value.sound }
  return {
    variable: { path, type, origin, before: side(before), after: side(after) },
    differs: before?.raw !== after?.raw,
  }
}

/** Where the code differs on both sides, what one of them has there is known bytes. */
function problemOf(
  change: Change<Hash>,
  {
    before,
    after,
    told,
  }: { before: Read | undefined; after: Read | undefined; told: readonly VariableChange[] },
): string | undefined {
  const touched = BigInt(change.before) ^ BigInt(change.after)
  const mask = (before?.mask ?? 0n) | (after?.mask ?? 0n)
  if ((touched & ~mask) !== 0n) return 'some of the bytes that changed belong to no variable'
  const unsound = told.find(
    (one) => one.after?.sound === false || (one.before?.sound === false && !isZero(change.before)),
  )
  return unsound && `${unsound.path} holds what its type cannot`
}

function isZero(word: Hash): boolean {
  return word === zeroHash
}
