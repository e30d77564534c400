import type { StorageLayout, StorageType, StorageVariable } from './storage-layout'

/**
 * A layout as solc writes it, so that `parseStorageLayout` reads it back. Whether a value type is an enum or a name for
 * another stands in its id, as solc has it.
 */
export function serializeStorageLayout({ variables, types }: StorageLayout) {
  return {
    storage: variables.map(wireVariable),
    types: Object.fromEntries([...types].map(([id, type]) => [id, wireType(type)])),
  }
}

function wireVariable({ label, slot, offset, type }: StorageVariable) {
  return { label, slot: slot.toString(), offset, type }
}

function wireType(type: StorageType) {
  const { label } = type
  switch (type.kind) {
    case 'value':
      return { encoding: 'inplace', label, numberOfBytes: String(type.bytes), ...named(type.value) }
    case 'bytes':
      return { encoding: 'bytes', label, numberOfBytes: '32' }
    case 'mapping':
      return { encoding: 'mapping', label, numberOfBytes: '32', key: type.key, value: type.value }
    case 'dynamic-array':
      return { encoding: 'dynamic_array', label, numberOfBytes: '32', base: type.base }
    case 'static-array':
      return { encoding: 'inplace', label, numberOfBytes: type.bytes.toString(), base: type.base }
    case 'struct': {
      const members = type.members.map(wireVariable)
      return { encoding: 'inplace', label, numberOfBytes: type.bytes.toString(), members }
    }
  }
}

function named(value: (StorageType & { readonly kind: 'value' })['value']) {
  if (value.name === 'enum') return { members: value.members }
  return value.name === 'custom' ? { underlying: value.underlying } : {}
}
