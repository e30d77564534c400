import { type Hex, hexToBytes } from 'viem'

/** An instruction that a reviewer wants to know of, with the bytes at which it stands. */
export type OpcodeUse = { readonly opcode: string; readonly offsets: readonly number[] }

/** Instructions that decide what code can become or where it runs, and those that not every chain has. */
const watched: ReadonlyMap<number, string> = new Map([
  [0x5c, 'TLOAD'],
  [0x5d, 'TSTORE'],
  [0x5e, 'MCOPY'],
  [0x5f, 'PUSH0'],
  [0x1e, 'CLZ'],
  [0x48, 'BASEFEE'],
  [0x49, 'BLOBHASH'],
  [0x4a, 'BLOBBASEFEE'],
  [0xf0, 'CREATE'],
  [0xf2, 'CALLCODE'],
  [0xf4, 'DELEGATECALL'],
  [0xf5, 'CREATE2'],
  [0xff, 'SELFDESTRUCT'],
])

/**
 * Finds the watched instructions of runtime code: data behind PUSH is passed over, and so is the metadata at the end.
 * Data that a compiler puts between code (tables, code of other contracts) is read as if it were code, so what is found
 * is an upper bound.
 *
 * @param code Runtime code.
 */
export function scanOpcodes(code: Hex): OpcodeUse[] {
  const bytes = hexToBytes(code)
  const found = new Map<string, number[]>()
  for (const { opcode, position } of instructions(bytes, bytes.length - metadataLength(bytes))) {
    const name = watched.get(opcode)
    const offsets = name && found.get(name)
    if (offsets) offsets.push(position)
    else if (name) found.set(name, [position])
  }
  return [...found].map(([opcode, offsets]) => ({ opcode, offsets }))
}

/**
 * Whether any SLOAD or SSTORE stands in the code. The metadata is read as code too, as the machine would if it got there,
 * so that `false` is certain.
 */
export function touchesStorage(code: Hex): boolean {
  const bytes = hexToBytes(code)
  for (const { opcode } of instructions(bytes, bytes.length)) {
    if (opcode === 0x54 || opcode === 0x55) return true
  }
  return false
}

/** The machine finds its instructions in the same way: from the first byte on, passing over what is behind PUSH. */
function* instructions(bytes: Uint8Array, end: number) {
  for (let position = 0; position < end; position += 1) {
    const opcode = bytes[position] ?? 0
    yield { opcode, position }
    const isPush = opcode >= 0x60 && opcode <= 0x7f
    if (isPush) position += opcode - 0x5f
  }
}

/**
 * Length of the CBOR metadata that solc appends, with its two length bytes; 0 where there is none.
 *
 * @see https://docs.soliditylang.org/en/latest/metadata.html#encoding-of-the-metadata-hash-in-the-bytecode
 */
export function metadataLength(bytes: Uint8Array): number {
  const length = (bytes.at(-2) ?? 0) * 256 + (bytes.at(-1) ?? 0) + 2
  const start = bytes.length - length
  // A CBOR map of one to four entries begins with 0xa1 to 0xa4.
  const isMap =
    length > 2 && start >= 0 && (bytes[start] ?? 0) >= 0xa1 && (bytes[start] ?? 0) <= 0xa4
  return isMap ? length : 0
}
