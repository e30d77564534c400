import type { ContractModel, SlotModel } from '@/lib/core/source/contract-model'
import type { SourcePlace } from '@/lib/core/source/source-place'
import { diffStorageLayouts } from '@/lib/core/storage-layout/diff-storage-layouts'
import { type StorageCell, storageCells } from '@/lib/core/storage-layout/storage-cells'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'

/** Variables in linear storage that the old version had not, neither there nor elsewhere nor by another name. */
export function newCells(from: StorageLayout, to: StorageLayout): StorageCell[] {
  const { rows } = diffStorageLayouts({ from, to })
  // Of a gap that was used up, and of an element that changed, the row begins with what was there.
  const old = new Set(rows.flatMap((row) => (row.from && !row.from.gap && row.to ? [row.to] : [])))
  const kept = new Set([...old].map(keyOf))
  return storageCells(to).filter((cell) => !cell.gap && !kept.has(keyOf(cell)))
}

function keyOf({ start, path }: StorageCell): string {
  return `${start} ${path}`
}

/** What only a hash leads to: a slot that live values may hold, or a member of a namespace, whose slot no layout tells. */
export type NewHashedStorage = {
  readonly name: string
  readonly slot: bigint | undefined
  readonly place: SourcePlace
}

/** Constant slots, namespaces and members of namespaces that the old version had not. */
export function newHashedStorage(from: ContractModel, to: ContractModel): NewHashedStorage[] {
  const members = to.namespaces.flatMap(({ id, members: now, place }) => {
    const before = from.namespaces.find((one) => one.id === id)?.members.length ?? 0
    return now
      .slice(before)
      .map(({ name }): NewHashedStorage => ({ name: `${id}: ${name}`, slot: undefined, place }))
  })
  const namespaced = new Set(to.namespaces.flatMap(({ slots }) => slots.map(({ value }) => value)))
  const known = new Set(from.slots.map(({ value }) => value))
  const isNew = ({ name, contract, value }: SlotModel) => {
    if (value !== undefined) return !namespaced.has(value) && !known.has(value)
    return !from.slots.some((one) => one.name === name && one.contract === contract)
  }
  const slots = to.slots
    .filter(isNew)
    .map(({ name, value, place }): NewHashedStorage => ({ name, slot: value, place }))
  return [...members, ...slots]
}

/** Whether a type leads to storage by keys, of which nobody knows all: then an empty slot does not say that it is empty. */
export function leadsByKeys(layout: StorageLayout, id: string): boolean {
  // A struct may lead back to itself by a list.
  const met = new Set<string>()
  const leads = (one: string): boolean => {
    if (met.has(one)) return false
    met.add(one)
    const type = layout.types.get(one)
    switch (type?.kind) {
      case 'mapping':
        return true
      case 'static-array':
      case 'dynamic-array':
        return leads(type.base)
      case 'struct':
        return type.members.some((member) => leads(member.type))
      default:
        return false
    }
  }
  return leads(id)
}
