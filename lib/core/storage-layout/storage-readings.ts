import type { Hash } from 'viem'
import { type DecodedSlotValue, decodeSlotValue } from './decode-slot-value'
import { storageCells } from './storage-cells'
import type { StorageLayout } from './storage-layout'

/** A variable with what the old code reads in its place and what the new code reads in its own, from the same storage. */
export type StorageReading = {
  /** The variable, as in `config.fee` or `caps[3]`. */
  readonly path: string
  /** Where the new code looks, or where the old one did for a variable that is gone. */
  readonly slot: bigint
  /** Bytes from the low end of the slot. Absent for elements of arrays. */
  readonly offset?: number | undefined
  /** All 32 bytes of that slot. */
  readonly word: Hash
  /** Absent where that code has no such variable, or where its slot was not read. */
  readonly before?: ReadValue | undefined
  readonly after?: ReadValue | undefined
}

type ReadValue = Pick<DecodedSlotValue, 'type' | 'text' | 'sound' | 'raw'>

/**
 * Reads the same words under both layouts, variable by variable: where an upgrade moves a variable, the new code finds
 * what belongs to another. Of several variables with one name the first goes with the first.
 *
 * @param parameters.words Of the proxy's storage by slot, all of one block. Slots that are absent are not read.
 */
export function readBothLayouts({
  from,
  to,
  words,
}: {
  readonly from: StorageLayout
  readonly to: StorageLayout
  readonly words: ReadonlyMap<bigint, Hash>
}): StorageReading[] {
  const old = new Map<string, Placed[]>()
  for (const one of readAll(from, words)) old.set(one.path, [...(old.get(one.path) ?? []), one])
  const read = readAll(to, words).map(({ value: after, ...place }) => {
    const before = old.get(place.path)?.shift()?.value
    return { ...place, before, after }
  })
  const gone = [...old.values()].flat().map(({ value: before, ...place }) => ({ ...place, before }))
  return [...read, ...gone]
}

type Placed = Omit<StorageReading, 'before' | 'after'> & { readonly value: ReadValue }

function readAll(layout: StorageLayout, words: ReadonlyMap<bigint, Hash>): Placed[] {
  const offsets = new Map(
    storageCells(layout).map(({ path, start }) => [`${start / 32n} ${path}`, Number(start % 32n)]),
  )
  return [...words].flatMap(([slot, word]) =>
    decodeSlotValue({ layout, slot, word }).map(({ path, type, text, sound, raw }) => ({
      path,
      slot,
      offset: offsets.get(`${slot} ${path}`),
      word,
      value: { type, text, sound, raw },
    })),
  )
}
