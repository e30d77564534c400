import { toHex } from 'viem'
import type { CodeAnalysis, StorageUse } from '@/lib/core/bytecode/code-analysis'
import { storageShape } from '@/lib/core/bytecode/storage-shape'
import { describeCell, storageCells } from '@/lib/core/storage-layout/storage-cells'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'

/** Bytes of storage that a contract uses as one thing. */
export type StoragePlace = {
  /** 32 × slot + offset from the low end. */
  readonly start: bigint
  readonly bytes: bigint
  readonly type: string
  /** Of a variable that a layout names. */
  readonly name?: string | undefined
  /** It may be less than these bytes: whoever reaches a slot by hand often reads all of it for an address. */
  readonly isVague?: boolean | undefined
}

/** Compilers count slots from 0; a slot behind this was computed by a hash. */
const linearEnd = 2n ** 64n

/**
 * The places that a contract uses: of a layout all that lie in linear storage, gaps left out, and what the analysis found
 * besides, such as slots that assembly names by their number. Without a layout only what the analysis found, which is a
 * lower bound.
 */
export function storagePlaces(
  analysis: CodeAnalysis,
  layout: StorageLayout | undefined,
): StoragePlace[] {
  const cells = layout ? storageCells(layout).filter(({ gap }) => !gap) : []
  const named = cells.map(
    ({ path, typeLabel, start, bytes }): StoragePlace => ({
      start,
      bytes,
      type: typeLabel,
      name: path,
    }),
  )
  const found = analysis.storage
    .map(placeOf)
    .filter((place) => !named.some((one) => isOverlapping(one, place)))
  return [...named, ...found]
}

function placeOf({ slot, offset, type }: StorageUse): StoragePlace {
  const { bytes, kind } = storageShape(type)
  const start = slot * 32n + BigInt(offset)
  const isVague = kind === 'word' && slot >= linearEnd
  return { start, bytes: BigInt(Math.min(bytes, 32 - offset)), type, isVague }
}

/** The same for two uses that begin at the same byte. */
export function keyOfUse({ slot, offset }: StorageUse): string {
  return `${slot}+${offset}`
}

export function describeUse(use: StorageUse): string {
  return describePlace(placeOf(use))
}

export function isOverlapping(a: StoragePlace, b: StoragePlace): boolean {
  return a.start < b.start + b.bytes && b.start < a.start + a.bytes
}

/** `slot 4, bytes 20 to 21`; a slot that a hash gave is written as such. */
export function describePlace(place: StoragePlace): string {
  const slot = place.start / 32n
  return slot < linearEnd ? describeCell(place) : `slot ${toHex(slot, { size: 32 })}`
}
