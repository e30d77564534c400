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
 * Finds the watched instructions that the machine can get to: data behind PUSH is passed over, and so is what stands
 * behind the end of a block without a JUMPDEST, as the metadata does. Data that holds the byte of a JUMPDEST is read as
 * code from there on, whatever it is meant to be, so that nothing hides in it: what is found is an upper bound.
 *
 * @param code Runtime code.
 */
export function scanOpcodes(code: Hex): OpcodeUse[] {
  const found = new Map<string, number[]>()
  for (const { opcode, position } of instructions(hexToBytes(code))) {
    const name = watched.get(opcode)
    const offsets = name && found.get(name)
    if (offsets) offsets.push(position)
    else if (name) found.set(name, [position])
  }
  return [...found].map(([opcode, offsets]) => ({ opcode, offsets }))
}

/** Whether any SLOAD or SSTORE can be got to. `false` is certain. */
export function touchesStorage(code: Hex): boolean {
  for (const { opcode } of instructions(hexToBytes(code))) {
    if (opcode === 0x54 || opcode === 0x55) return true
  }
  return false
}

/** Instructions whose result differs from block to block, or from transaction to transaction. */
const moments: ReadonlyMap<number, string> = new Map([
  [0x32, 'ORIGIN'],
  [0x3a, 'GASPRICE'],
  [0x40, 'BLOCKHASH'],
  [0x41, 'COINBASE'],
  [0x42, 'TIMESTAMP'],
  [0x43, 'NUMBER'],
  [0x44, 'PREVRANDAO'],
  [0x45, 'GASLIMIT'],
  [0x48, 'BASEFEE'],
  [0x4a, 'BLOBBASEFEE'],
])

/**
 * Names of the instructions by which code can do one thing now and another in the next block. The metadata that solc
 * appends is left out: its hash holds any byte.
 */
export function momentsIn(code: Hex): string[] {
  const bytes = hexToBytes(code)
  const end = bytes.length - metadataLength(bytes)
  const found = [...instructions(bytes.subarray(0, end))].flatMap(
    ({ opcode }) => moments.get(opcode) ?? [],
  )
  return [...new Set(found)].toSorted()
}

/** Whether GAS can be got to: code that calls others needs it, and so does code that looks at who is asking. */
export function looksAtGas(code: Hex): boolean {
  const bytes = hexToBytes(code)
  const own = bytes.subarray(0, bytes.length - metadataLength(bytes))
  return [...instructions(own)].some(({ opcode }) => opcode === 0x5a)
}

/** STOP, JUMP, RETURN, REVERT, INVALID and SELFDESTRUCT: nothing goes on behind them. */
const endings = new Set([0x00, 0x56, 0xf3, 0xfd, 0xfe, 0xff])
const jumpdest = 0x5b

/** The machine finds its instructions in the same way: from the first byte on, passing over what is behind PUSH. */
function* instructions(bytes: Uint8Array) {
  let isReached = true
  for (let position = 0; position < bytes.length; position += 1) {
    const opcode = bytes[position] ?? 0
    isReached ||= opcode === jumpdest
    if (isReached) yield { opcode, position }
    if (endings.has(opcode)) isReached = false
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
