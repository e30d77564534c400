import { getAddress, type Hash, type Hex, hexToString } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import { type StorageCell, storageCells, typeCells } from './storage-cells'
import type { StorageLayout, StorageType } from './storage-layout'
import { elementPlace, typeOf } from './type-size'

/** A variable as it reads in one slot. */
export type DecodedSlotValue = {
  /** `owner`, `config.fee`, `caps[3]`. */
  readonly path: string
  /** Its type in Solidity's words. */
  readonly type: string
  /** For people: decimal, checksummed address, `true`, the text in quotes; `keeps nothing here` for a mapping. */
  readonly text: string
  /** Whether the type can hold this at all: a `bool` of 7 or a string that is no UTF-8 says that the place is wrong. */
  readonly sound: boolean
  /** Its bytes as a number; zero before anything is written. */
  readonly raw: bigint
}

/**
 * Reads one raw word of storage as a layout has it: every variable, and every element of a fixed array, that lies in that
 * slot. Gaps are left out: nothing is stored in them. Content reached by a hash (of mappings and dynamic arrays) is not
 * in the slot of its variable.
 *
 * @param parameters.word 32 bytes, as `eth_getStorageAt` answers them.
 */
export function decodeSlotValue({
  layout,
  slot,
  word,
}: {
  readonly layout: StorageLayout
  readonly slot: bigint
  readonly word: Hash
}): DecodedSlotValue[] {
  return readCells(storageCells(layout), { layout, slot, word, path: '' })
}

type Reading = {
  readonly layout: StorageLayout
  readonly slot: bigint
  readonly word: Hash
  readonly path: string
}

function readCells(cells: readonly StorageCell[], reading: Reading): DecodedSlotValue[] {
  const start = reading.slot * 32n
  return cells
    .filter((cell) => !cell.gap && cell.start < start + 32n && cell.start + cell.bytes > start)
    .flatMap((cell) => readCell(cell, reading))
}

function readCell(cell: StorageCell, reading: Reading): DecodedSlotValue[] {
  const { layout, slot, word } = reading
  const path = join(reading.path, cell.path)
  const type = typeOf(layout, cell.type)
  if (type.kind === 'static-array') {
    return readElements(type, { ...reading, slot: slot - cell.start / 32n, path })
  }
  const offset = Number(cell.start % 32n)
  const bytes = sliceWord(word, offset, Number(cell.bytes))
  return [{ path, type: type.label, ...readValue(layout, type, bytes), raw: BigInt(bytes) }]
}

/** `slot` counts from the start of the array. */
function readElements(
  type: StorageType & { readonly kind: 'static-array' },
  { layout, slot, word, path }: Reading,
): DecodedSlotValue[] {
  const base = typeOf(layout, type.base)
  const { bytes, perSlot } = elementPlace(base)
  if (base.kind !== 'value') {
    const slots = bytes / 32n
    const cells = typeCells(layout, type.base)
    return readCells(cells, { layout, slot: slot % slots, word, path: `${path}[${slot / slots}]` })
  }
  const count = Number(min(perSlot, type.length - slot * perSlot))
  return Array.from({ length: count }, (_, index) => {
    const value = sliceWord(word, index * Number(bytes), Number(bytes))
    return {
      path: `${path}[${slot * perSlot + BigInt(index)}]`,
      type: base.label,
      ...readValue(layout, base, value),
      raw: BigInt(value),
    }
  })
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function join(path: string, inner: string): string {
  return path && inner ? `${path}.${inner}` : path || inner
}

/** Offsets count from the low end, which is the end of the text. */
function sliceWord(word: Hash, offset: number, bytes: number): Hex {
  const end = 66 - 2 * offset
  return `0x${word.slice(end - 2 * bytes, end)}`
}

type Read = { readonly text: string; readonly sound: boolean }

function readValue(layout: StorageLayout, type: StorageType, bytes: Hex): Read {
  switch (type.kind) {
    case 'value':
      return readPlainValue(layout, type, bytes)
    case 'bytes':
      return readBytes(type.label, bytes)
    case 'dynamic-array':
      return { text: `${BigInt(bytes)} elements`, sound: BigInt(bytes) < 2n ** 64n }
    case 'mapping': {
      const zero = BigInt(bytes) === 0n
      return { text: zero ? 'keeps nothing here' : bytes, sound: zero }
    }
    case 'static-array':
    case 'struct':
      return { text: bytes, sound: true }
  }
}

function readPlainValue(
  layout: StorageLayout,
  { value, bytes: size }: StorageType & { readonly kind: 'value' },
  bytes: Hex,
): Read {
  const number = BigInt(bytes)
  switch (value.name) {
    case 'uint':
      return { text: String(number), sound: true }
    case 'int':
      return { text: String(BigInt.asIntN(size * 8, number)), sound: true }
    case 'bool':
      return number > 1n
        ? { text: `${number}, no truth value`, sound: false }
        : { text: String(number === 1n), sound: true }
    case 'address':
      return { text: getAddress(bytes), sound: true }
    case 'bytes':
    case 'function':
      return { text: bytes, sound: true }
    case 'enum':
      return readEnum(number, value.members)
    case 'custom': {
      const under = value.underlying === undefined ? undefined : typeOf(layout, value.underlying)
      const plain = under?.kind === 'value' && under.value.name !== 'custom' ? under : undefined
      return plain ? readPlainValue(layout, plain, bytes) : { text: bytes, sound: true }
    }
  }
}

function readEnum(number: bigint, members: readonly string[] | undefined): Read {
  if (members === undefined) return { text: `member ${number}`, sound: true }
  const member = members[Number(number)]
  return member === undefined
    ? { text: `${number}, no member`, sound: false }
    : { text: `${visibleText(member, { maxLength: 80 })} (${number})`, sound: true }
}

/**
 * Up to 31 bytes stand in the slot itself with twice their length in the last byte; of longer ones the slot holds twice
 * the length plus one.
 *
 * @see https://docs.soliditylang.org/en/latest/internals/layout_in_storage.html#bytes-and-string
 */
function readBytes(label: string, word: Hex): Read {
  const number = BigInt(word)
  if (number & 1n) {
    const length = (number - 1n) / 2n
    return { text: `${length} bytes, elsewhere`, sound: length > 31n && length < 2n ** 64n }
  }
  const length = Number(number & 0xffn) / 2
  const content: Hex = `0x${word.slice(2, 2 + 2 * length)}`
  const padding = word.slice(2 + 2 * length, 64)
  if (length > 31 || /[1-9a-f]/i.test(padding)) {
    return { text: `${word}, no ${label}`, sound: false }
  }
  if (label !== 'string') return { text: content, sound: true }
  const text = hexToString(content)
  // What is no UTF-8 decodes to the replacement character.
  return { text: JSON.stringify(visibleText(text)), sound: !text.includes('\uFFFD') }
}
