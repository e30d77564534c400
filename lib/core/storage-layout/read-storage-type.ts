import { visibleText } from '@/lib/core/chain/visible-text'
import type { StorageType, ValueKind } from './storage-layout'
import {
  byPosition,
  InvalidStorageLayoutError,
  toVariable,
  type WireStorageType,
} from './storage-layout-schema'

/**
 * One entry of `types`. What it is, its id says: `t_uint96`, `t_enum(State)12`, `t_array(t_address)5_storage`.
 *
 * @throws InvalidStorageLayoutError where id, encoding and size do not go together.
 */
export function readStorageType(id: string, wire: WireStorageType): StorageType {
  const { encoding, label, base, key, value } = wire
  const bytes = BigInt(wire.numberOfBytes)
  if (encoding !== 'inplace' && bytes !== 32n) return refuse(id, 'does not take one slot')
  if (encoding === 'bytes') return { kind: 'bytes', label }
  if (encoding === 'mapping' && key && value) return { kind: 'mapping', label, key, value }
  if (encoding === 'dynamic_array' && base) return { kind: 'dynamic-array', label, base }
  if (encoding !== 'inplace') return refuse(id, `is a ${encoding} of nothing`)
  if (id.startsWith('t_struct(')) return readStruct(id, wire, bytes)
  const length = /\)(\d{1,78})_storage$/.exec(id)?.[1]
  if (id.startsWith('t_array(') && length && base) {
    return { kind: 'static-array', label, bytes, base, length: BigInt(length) }
  }
  const kind = readValueKind(id, wire)
  const expected = valueSize(id)
  if (kind === undefined) return refuse(id, 'is no type we know')
  if (bytes < 1n || bytes > 32n || (expected !== undefined && BigInt(expected) !== bytes)) {
    return refuse(id, `does not take ${bytes} bytes`)
  }
  return { kind: 'value', label, bytes: Number(bytes), value: kind }
}

function readStruct(id: string, { label, members = [] }: WireStorageType, bytes: bigint) {
  const variables = members.map((member) =>
    typeof member === 'string' ? refuse(id, 'has a member without a place') : toVariable(member),
  )
  if (bytes % 32n !== 0n) return refuse(id, 'does not take whole slots')
  return { kind: 'struct', label, bytes, members: variables.sort(byPosition) } as const
}

function readValueKind(
  id: string,
  { members, underlying }: WireStorageType,
): ValueKind | undefined {
  if (/^t_uint\d+$/.test(id)) return { name: 'uint' }
  if (/^t_int\d+$/.test(id)) return { name: 'int' }
  if (/^t_bytes\d+$/.test(id)) return { name: 'bytes' }
  if (id === 't_bool') return { name: 'bool' }
  if (/^t_address(_payable)?$|^t_contract\(/.test(id)) return { name: 'address' }
  if (id.startsWith('t_userDefinedValueType(')) return { name: 'custom', underlying }
  if (id.startsWith('t_function_')) {
    return { name: 'function', internal: id.startsWith('t_function_internal') }
  }
  if (!id.startsWith('t_enum(')) return undefined
  const words = members?.filter((member) => typeof member === 'string')
  return { name: 'enum', members: words?.length ? words : undefined }
}

/** The size that follows from the id; undefined where it does not. */
function valueSize(id: string): number | undefined {
  const bits = /^t_u?int(\d{1,3})$/.exec(id)?.[1]
  if (bits !== undefined) return Number(bits) / 8
  const bytes = /^t_bytes(\d{1,2})$/.exec(id)?.[1]
  if (bytes !== undefined) return Number(bytes)
  if (id === 't_bool') return 1
  return /^t_address(_payable)?$|^t_contract\(/.test(id) ? 20 : undefined
}

function refuse(id: string, what: string): never {
  throw new InvalidStorageLayoutError([[visibleText(id, { maxLength: 120 }), what]])
}
