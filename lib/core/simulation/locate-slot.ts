import { type Hex, hexToString, pad, size } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import { decodeSlotValue } from '@/lib/core/storage-layout/decode-slot-value'
import type { StorageLayout, StorageType } from '@/lib/core/storage-layout/storage-layout'
import { elementPlace, typeOf, typeSize } from '@/lib/core/storage-layout/type-size'
import type { SlotPreimages } from './slot-preimages'

/** A value of a type, of which a slot holds the word number `word`. */
export type SlotPlace = {
  readonly path: string
  readonly type: StorageType
  readonly word: bigint
  /** The content of bytes or a string longer than 31 bytes: the words are its bytes. */
  readonly isContent?: boolean | undefined
}

/** Mappings of mappings beyond this are nobody's. */
const deepest = 16

const longestKey = 80

/**
 * Finds what a slot belongs to that was reached by hashing: an element of a mapping or of a dynamic array, or the content
 * of bytes. Slots of the layout itself are not looked for.
 */
export function locateSlot(
  layout: StorageLayout,
  slot: bigint,
  preimages: SlotPreimages,
  depth = 0,
): SlotPlace | undefined {
  const preimage = depth < deepest ? preimages(slot) : undefined
  const container = preimage && containerAt(layout, preimage.container, preimages, depth + 1)
  if (!preimage || !container) return undefined
  const { path, type } = container
  const word = slot - preimage.hash
  if (type.kind === 'mapping' && preimage.key !== undefined) {
    const value = typeOf(layout, type.value)
    if (word * 32n >= typeSize(value)) return undefined
    return { path: `${path}[${keyText(layout, type.key, preimage.key)}]`, type: value, word }
  }
  if (preimage.key !== undefined) return undefined
  if (type.kind === 'dynamic-array') return { path, type: elementsOf(layout, type), word }
  return type.kind === 'bytes' ? { path, type, word, isContent: true } : undefined
}

type Container = { readonly path: string; readonly type: StorageType }

/** What begins at a slot and keeps its content under a hash of it. */
function containerAt(
  layout: StorageLayout,
  slot: bigint,
  preimages: SlotPreimages,
  depth: number,
): Container | undefined {
  for (const { label, slot: start, type } of layout.variables) {
    const found = descend(layout, { path: label, type: typeOf(layout, type) }, slot - start)
    if (found) return found
  }
  const place = locateSlot(layout, slot, preimages, depth)
  return place && !place.isContent ? descend(layout, place, place.word) : undefined
}

/** Goes into structs and fixed arrays, to the container that begins at one of their words. */
function descend(
  layout: StorageLayout,
  { path, type }: Container,
  word: bigint,
): Container | undefined {
  if (word < 0n || word * 32n >= typeSize(type)) return undefined
  switch (type.kind) {
    case 'value':
      return undefined
    case 'mapping':
    case 'dynamic-array':
    case 'bytes':
      return { path, type }
    case 'struct': {
      const member = type.members.findLast(({ slot }) => slot <= word)
      if (!member) return undefined
      const inner = { path: `${path}.${member.label}`, type: typeOf(layout, member.type) }
      return descend(layout, inner, word - member.slot)
    }
    case 'static-array': {
      const base = typeOf(layout, type.base)
      if (base.kind === 'value') return undefined
      const words = elementPlace(base).bytes / 32n
      const inner = { path: `${path}[${word / words}]`, type: base }
      return descend(layout, inner, word % words)
    }
  }
}

/** The elements lie as those of a fixed array do. */
function elementsOf(
  layout: StorageLayout,
  { base, label }: StorageType & { readonly kind: 'dynamic-array' },
): StorageType {
  const length = 2n ** 48n
  const { bytes, perSlot } = elementPlace(typeOf(layout, base))
  return { kind: 'static-array', label, base, length, bytes: (length / perSlot) * bytes * perSlot }
}

/** Keys of bytes are hashed as they are, others as a word. */
function keyText(layout: StorageLayout, id: string, key: Hex): string {
  const type = typeOf(layout, id)
  if (type.kind === 'bytes') {
    const text = type.label === 'string' ? JSON.stringify(visibleText(hexToString(key))) : key
    return visibleText(text, { maxLength: longestKey })
  }
  if (size(key) !== 32) return visibleText(key, { maxLength: longestKey })
  const variables = [{ label: 'key', slot: 0n, offset: 0, type: id }]
  const word = pad(key, { size: 32 })
  const [read] = decodeSlotValue({ layout: { ...layout, variables }, slot: 0n, word })
  return read?.text ?? key
}
