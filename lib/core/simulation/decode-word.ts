import { type Hash, hexToString } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import { type DecodedSlotValue, decodeSlotValue } from '@/lib/core/storage-layout/decode-slot-value'
import { storageCells } from '@/lib/core/storage-layout/storage-cells'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { locateSlot, type SlotPlace } from './locate-slot'
import type { SlotPreimages } from './slot-preimages'

/** The variables that a word holds, and which of its bits belong to them. */
export type DecodedWord = { readonly values: readonly DecodedSlotValue[]; readonly mask: bigint }

/**
 * Reads a word of storage wherever it lies: in the layout itself, in a mapping, in an array, in a long string.
 *
 * @returns undefined where the slot belongs to nothing that the layout has.
 */
export function decodeWord(
  layout: StorageLayout,
  { slot, word }: { readonly slot: bigint; readonly word: Hash },
  preimages: SlotPreimages,
): DecodedWord | undefined {
  const own = readWord(layout, slot, word)
  if (own) return own
  const place = locateSlot(layout, slot, preimages)
  if (!place) return undefined
  if (place.isContent) return { values: [readContent(place, word)], mask: allBits }
  const types = new Map(layout.types).set(placeType, place.type)
  const variables = [{ label: place.path, slot: 0n, offset: 0, type: placeType }]
  return readWord({ types, variables }, place.word, word)
}

/** No id of a compiler. */
const placeType = 'place'
const allBits = 2n ** 256n - 1n

function readWord(layout: StorageLayout, slot: bigint, word: Hash): DecodedWord | undefined {
  const values = decodeSlotValue({ layout, slot, word })
  return values.length > 0 ? { values, mask: maskOf(layout, slot) } : undefined
}

/** What lies across words, as arrays do, is taken to use all of each. */
function maskOf(layout: StorageLayout, slot: bigint): bigint {
  const start = slot * 32n
  return storageCells(layout)
    .filter((cell) => cell.start < start + 32n && cell.start + cell.bytes > start)
    .reduce((mask, cell) => {
      if (cell.bytes >= 32n) return allBits
      return mask | (((1n << (cell.bytes * 8n)) - 1n) << ((cell.start - start) * 8n))
    }, 0n)
}

function readContent({ path, type, word: index }: SlotPlace, word: Hash): DecodedSlotValue {
  const text = type.label === 'string' ? JSON.stringify(visibleText(hexToString(word))) : word
  const from = index * 32n
  const bytes = `${path}, bytes ${from} to ${from + 31n}`
  return { path: bytes, type: type.label, text, sound: true, raw: BigInt(word) }
}
