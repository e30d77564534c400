import type { StorageLayout, StorageType } from './storage-layout'

/**
 * A type of a layout by its id. Every id in a parsed layout has its type.
 *
 * @throws RangeError for an id from another layout, which is a mistake of ours.
 */
export function typeOf(layout: Pick<StorageLayout, 'types'>, id: string): StorageType {
  const type = layout.types.get(id)
  if (type === undefined) throw new RangeError(`no type ${id} in this layout`)
  return type
}

/** How many bytes a type takes in place. What is dynamic has its content elsewhere and takes one slot. */
export function typeSize(type: StorageType): bigint {
  switch (type.kind) {
    case 'value':
      return BigInt(type.bytes)
    case 'static-array':
    case 'struct':
      return type.bytes
    case 'bytes':
    case 'mapping':
    case 'dynamic-array':
      return 32n
  }
}

/**
 * The distance between elements of an array: values share slots but never cross into the next, anything else begins a
 * slot of its own.
 *
 * @see https://docs.soliditylang.org/en/latest/internals/layout_in_storage.html
 */
export function elementPlace(element: StorageType): {
  readonly bytes: bigint
  readonly perSlot: bigint
} {
  const size = typeSize(element)
  if (element.kind === 'value') return { bytes: size, perSlot: 32n / size }
  return { bytes: ((size + 31n) / 32n) * 32n, perSlot: 1n }
}

/** Bytes of a fixed array of so many elements, always whole slots. */
export function arraySize(element: StorageType, length: bigint): bigint {
  const { bytes, perSlot } = elementPlace(element)
  if (element.kind !== 'value') return length * bytes
  return ((length + perSlot - 1n) / perSlot) * 32n
}
