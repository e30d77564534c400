import { parseStorageLayout } from '@/lib/core/storage-layout/parse-storage-layout'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'

/** A type as tests write it. A text is an elementary type: `uint96`, `address`, `string` … */
export type TypeSpec =
  | string
  | { readonly struct: string; readonly members: readonly VariableSpec[] }
  | { readonly enum: string; readonly members?: readonly string[] }
  | { readonly array: TypeSpec; readonly length?: number }
  | { readonly key: string; readonly value: TypeSpec }
  | { readonly custom: string; readonly bytes: number; readonly underlying?: string }

export type VariableSpec = readonly [name: string, type: TypeSpec]

type WireType = { label: string; encoding: string; numberOfBytes: string; [member: string]: unknown }
type Types = Map<string, WireType>

/** Places variables as the language documents it, written anew from the documentation, in solc's JSON form. */
export function layOutJson(variables: readonly VariableSpec[]) {
  const types: Types = new Map()
  const { storage } = place(variables, types)
  return { storage, types: Object.fromEntries(types) }
}

export function layOut(...variables: readonly VariableSpec[]): StorageLayout {
  return parseStorageLayout(layOutJson(variables))
}

/** `uint256[n] __gap` */
export function gap(length: number): VariableSpec {
  return ['__gap', { array: 'uint256', length }]
}

function place(variables: readonly VariableSpec[], types: Types) {
  let at = 0
  const storage = variables.map(([label, spec]) => {
    const type = define(spec, types)
    const size = sizeOf(type, types)
    const opensSlot = opens(type)
    if (opensSlot || (at % 32) + size > 32) at = Math.ceil(at / 32) * 32
    const variable = { label, slot: String(Math.floor(at / 32)), offset: at % 32, type }
    at = opensSlot ? Math.ceil((at + size) / 32) * 32 : at + size
    return variable
  })
  return { storage, bytes: Math.ceil(at / 32) * 32 }
}

function opens(id: string): boolean {
  return id.startsWith('t_struct') || id.startsWith('t_array')
}

function sizeOf(id: string, types: Types): number {
  return Number(types.get(id)!.numberOfBytes)
}

function define(spec: TypeSpec, types: Types): string {
  const [id, type] = describeType(spec, types)
  types.set(id, type)
  return id
}

function describeType(spec: TypeSpec, types: Types): [string, WireType] {
  if (typeof spec === 'string') return describeElementary(spec)
  if ('struct' in spec) {
    const { storage, bytes } = place(spec.members, types)
    const id = `t_struct(${spec.struct})1_storage`
    return [id, { ...inPlace(`struct ${spec.struct}`, bytes), members: storage }]
  }
  if ('enum' in spec) {
    const type = inPlace(`enum ${spec.enum}`, 1)
    return [`t_enum(${spec.enum})1`, spec.members ? { ...type, members: spec.members } : type]
  }
  if ('custom' in spec) {
    const type = inPlace(spec.custom, spec.bytes)
    const id = `t_userDefinedValueType(${spec.custom})1`
    if (!spec.underlying) return [id, type]
    return [id, { ...type, underlying: define(spec.underlying, types) }]
  }
  if ('key' in spec) {
    const [key, value] = [define(spec.key, types), define(spec.value, types)]
    const label = `mapping(${types.get(key)!.label} => ${types.get(value)!.label})`
    return [`t_mapping(${key},${value})`, { ...oneSlot('mapping', label), key, value }]
  }
  const base = define(spec.array, types)
  const label = types.get(base)!.label
  if (spec.length === undefined) {
    return [`t_array(${base})dyn_storage`, { ...oneSlot('dynamic_array', `${label}[]`), base }]
  }
  const size = sizeOf(base, types)
  const isValue = !opens(base) && types.get(base)!.encoding === 'inplace'
  const slots = isValue
    ? Math.ceil(spec.length / Math.floor(32 / size))
    : spec.length * Math.ceil(size / 32)
  const id = `t_array(${base})${spec.length}_storage`
  return [id, { ...inPlace(`${label}[${spec.length}]`, slots * 32), base }]
}

function describeElementary(name: string): [string, WireType] {
  if (name === 'string' || name === 'bytes') return [`t_${name}_storage`, oneSlot('bytes', name)]
  if (name.startsWith('contract ')) return [`t_contract(${name.slice(9)})1`, inPlace(name, 20)]
  const bits = /^u?int(\d+)$/.exec(name)?.[1]
  const bytes = /^bytes(\d+)$/.exec(name)?.[1]
  const size = bits ? Number(bits) / 8 : bytes ? Number(bytes) : name === 'bool' ? 1 : 20
  return [`t_${name}`, inPlace(name, size)]
}

function inPlace(label: string, bytes: number): WireType {
  return { encoding: 'inplace', label, numberOfBytes: String(bytes) }
}

function oneSlot(encoding: string, label: string): WireType {
  return { encoding, label, numberOfBytes: '32' }
}
