import type { Hash } from 'viem'
import { compileKeccak, inputAt, type KeccakModule, memorySize } from './keccak-module'

/** Bytes that are taken in at once. */
const rate = 136

/** How many fit into the memory of the module. */
const most = Math.floor((memorySize - inputAt) / rate) * rate

let compiled: KeccakModule | undefined

/** keccak256 of bytes, some twenty times faster than in JavaScript. Of servers only: the policy of pages forbids to compile. */
export function compiledKeccak(bytes: Uint8Array): Hash {
  compiled ??= compileKeccak()
  const { memory, absorb } = compiled
  memory.fill(0, 0, 200)
  const whole = bytes.length - (bytes.length % rate)
  for (let first = 0; first < whole; first += most) {
    const part = bytes.subarray(first, Math.min(first + most, whole))
    memory.set(part, inputAt)
    for (let at = 0; at < part.length; at += rate) absorb(inputAt + at)
  }
  const last = bytes.subarray(whole)
  const end = inputAt + rate
  memory.set(last, inputAt)
  // What fills the last block: a one, zeros, and a one at the very end.
  memory.fill(0, inputAt + last.length, end)
  memory[inputAt + last.length] = 1
  memory[end - 1] = (memory[end - 1] ?? 0) | 0x80
  absorb(inputAt)
  return `0x${Buffer.from(memory.buffer, 0, 32).toString('hex')}`
}
