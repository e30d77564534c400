import { bytesToHex } from 'viem'

export type DescribeDifferenceParameters = {
  /** Code on the chain. */
  readonly actual: Uint8Array
  /** Code as we compiled it. */
  readonly made: Uint8Array
  /** The first byte that differs. */
  readonly at: number
}

/** Says in words where two codes first differ: in a constant, in an instruction, or in where they end. */
export function describeDifference({ actual, made, at }: DescribeDifferenceParameters): string {
  const lengths =
    actual.length === made.length
      ? `Both have ${made.length} bytes.`
      : `${actual.length} bytes on the chain, ${made.length} compiled.`
  return `${describePlace(actual, made, at)} ${lengths}`
}

function describePlace(actual: Uint8Array, made: Uint8Array, at: number): string {
  if (actual.length === 0) return 'There is no code on the chain.'
  if (at >= made.length) return 'The code on the chain goes on where the compiled one ends.'
  if (at >= actual.length) return 'The code on the chain ends before the compiled one.'
  const { start, length } = instructionAt(made, at)
  const [there, here] = [actual, made].map((bytes) =>
    bytesToHex(bytes.subarray(start + (at > start ? 1 : 0), start + length)),
  )
  return at > start
    ? `The constant at byte ${start} is ${there} on the chain, ${here} compiled.`
    : `The instruction at byte ${start} is ${there} on the chain, ${here} compiled.`
}

/** The instruction that a byte belongs to: data of PUSH1 to PUSH32 (0x60 to 0x7f) stands behind it. */
function instructionAt(code: Uint8Array, at: number): { start: number; length: number } {
  let start = 0
  while (true) {
    const opcode = code[start] ?? 0
    const length = opcode >= 0x60 && opcode <= 0x7f ? opcode - 0x5e : 1
    if (start + length > at) return { start, length }
    start += length
  }
}
