import type { Hash, Hex } from 'viem'
import { ForkError } from './fork-errors'
import type { Fork } from './open-fork'
import { listOf, readBytes } from './parse-call-trace'

/** Bytes of the longest key that is looked for, with its slot. */
const longest = 1_056

/**
 * Keeps what each KECCAK256 of a transaction hashed. The same from a log of every instruction with its memory is 4,000
 * times as many bytes and takes longer to read.
 */
export const preimageTracer = `{
  found: [],
  step: function (log) {
    if (log.op.toNumber() !== 32) return
    var at = log.stack.peek(0).valueOf(), length = log.stack.peek(1).valueOf()
    if (length >= 32 && length <= ${longest}) this.found.push(toHex(log.memory.slice(at, at + length)))
  },
  fault: function () {},
  result: function () { return this.found }
}`

/**
 * What a mined transaction hashed, of the length that keys of mappings and slots of arrays have.
 *
 * @throws ForkError
 */
export async function tracePreimages(
  { request }: Pick<Fork, 'request'>,
  { hash }: { hash: Hash },
): Promise<Hex[]> {
  const tracer = preimageTracer
  return parsePreimages(await request('debug_traceTransaction', [hash, { tracer }]))
}

/** Reads what that tracer answered. @throws ForkError */
export function parsePreimages(answer: unknown): Hex[] {
  return listOf(answer).map((bytes) => {
    const { data, size } = readBytes(bytes, longest)
    if (size >= 32 && size <= longest) return data
    throw new ForkError('Something else than what was hashed was answered.', '')
  })
}
