import type { StorageLayout, StorageVariable } from './storage-layout'
import { typeOf, typeSize } from './type-size'

/** A range of bytes that is read as one thing. Structs are opened into their members, arrays are not. */
export type StorageCell = {
  /** `owner`, or `config.fee` for a member. */
  readonly path: string
  /** Id of its type in its layout. */
  readonly type: string
  /** Its type in Solidity's words. */
  readonly typeLabel: string
  /** In bytes: 32 × slot + offset from the low end. */
  readonly start: bigint
  readonly bytes: bigint
  /** Reserved for later versions: nothing is stored in it. */
  readonly gap: boolean
}

/** The cells of all variables of a layout, by position. */
export function storageCells(layout: StorageLayout): StorageCell[] {
  return layout.variables.flatMap((variable) => cellsOf(layout, variable, { path: '', start: 0n }))
}

/** The cells of one value of a type that begins a slot: what a mapping leads to, or an element of an array. */
export function typeCells(layout: StorageLayout, type: string): StorageCell[] {
  return cellsOf(layout, { label: '', slot: 0n, offset: 0, type }, { path: '', start: 0n })
}

/** `slot 4`, `slot 4, bytes 20 to 21`, `slots 7 to 49`; bytes count from the low end, the last one included. */
export function describeCell({ start, bytes }: Pick<StorageCell, 'start' | 'bytes'>): string {
  const slot = start / 32n
  const offset = start % 32n
  if (offset + bytes > 32n) return `slots ${slot} to ${(start + bytes - 1n) / 32n}`
  if (bytes === 32n) return `slot ${slot}`
  return bytes === 1n
    ? `slot ${slot}, byte ${offset}`
    : `slot ${slot}, bytes ${offset} to ${offset + bytes - 1n}`
}

type Base = { readonly path: string; readonly start: bigint }

function cellsOf(layout: StorageLayout, variable: StorageVariable, base: Base): StorageCell[] {
  const type = typeOf(layout, variable.type)
  const path = [base.path, variable.label].filter(Boolean).join('.')
  const start = base.start + variable.slot * 32n + BigInt(variable.offset)
  if (type.kind === 'struct') {
    return type.members.flatMap((member) => cellsOf(layout, member, { path, start }))
  }
  const cell = { path, type: variable.type, typeLabel: type.label, start, bytes: typeSize(type) }
  return [{ ...cell, gap: isGap(layout, variable) }]
}

/**
 * The convention of upgradeable contracts: `uint256[50] __gap`, `______gap`, `__Ownable_gap`. A name is the author's
 * word, so only arrays of whole words count, and live values are held against it (ST-02).
 *
 * @see https://docs.openzeppelin.com/upgrades-plugins/writing-upgradeable#storage-gaps
 */
function isGap(layout: StorageLayout, { label, type: id }: StorageVariable): boolean {
  const type = typeOf(layout, id)
  if (type.kind !== 'static-array' || !/^_+(\w*_)?gap_*(_\w+)?$/i.test(label)) return false
  const base = typeOf(layout, type.base)
  return base.kind === 'value' && base.bytes === 32
}
