/**
 * How code treats a place in storage, as far as a guess of its type can be trusted. A `word` may be anything that is read
 * as a whole; `array` and `bytes` are told from a word only where their length is looked at.
 */
export type StorageShape = {
  readonly kind: 'word' | 'part' | 'mapping' | 'array' | 'bytes'
  /** Bytes that it takes in its slot. */
  readonly bytes: number
}

/** @param type As an analysis has it, e.g. `uint16`, `mapping(address => uint256)`. */
export function storageShape(type: string): StorageShape {
  if (type.startsWith('mapping')) return { kind: 'mapping', bytes: 32 }
  if (type.endsWith(']')) return { kind: 'array', bytes: 32 }
  if (type === 'string' || type === 'bytes') return { kind: 'bytes', bytes: 32 }
  const bytes = sizeOf(type)
  return { kind: bytes < 32 ? 'part' : 'word', bytes }
}

function sizeOf(type: string): number {
  if (type === 'address') return 20
  if (type === 'bool') return 1
  const [, bits] = /^u?int(\d+)$/.exec(type) ?? []
  if (bits !== undefined) return Math.min(32, Math.max(1, Math.ceil(Number(bits) / 8)))
  const [, bytes] = /^bytes(\d+)$/.exec(type) ?? []
  return bytes === undefined ? 32 : Math.min(32, Math.max(1, Number(bytes)))
}
