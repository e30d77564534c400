import type { Address } from 'viem'
import { getAddress, type Hex, hexToBigInt, size, slice } from 'viem'
import { parseBytes } from '@/lib/core/chain/parse-bytes'
import { bytesOf, InvalidSignatureError } from './signature-error'

/** Bytes of the part that every signature has: r, s and v. */
export const staticSize = 65

/** More owners than any Safe we know of; recovering a signature costs about a millisecond. */
const maximumSignatures = 256

/** One signature cut out of concatenated ones, its meaning not yet checked. `dynamic` only where v is 0. */
export type SignaturePart = {
  readonly index: number
  readonly r: Hex
  readonly s: Hex
  readonly v: number
  readonly data: Hex
  readonly dynamic: Hex | undefined
}

/**
 * Cuts concatenated signatures apart. How many there are is not written anywhere: the static parts end where the first
 * dynamic part begins. Every byte has to belong to exactly one signature, in the order the offsets give.
 *
 * @throws InvalidBytesError; InvalidSignatureError
 */
export function splitSignatures(given: Hex): SignaturePart[] {
  const signatures = parseBytes(given)
  assertLongEnough(signatures)
  const total = size(signatures)
  const parts: SignaturePart[] = []
  const dynamics: Range[] = []
  let staticEnd = total
  for (let start = 0; start < staticEnd; start += staticSize) {
    const index = parts.length
    assertRoom({ index, start, staticEnd })
    const data = slice(signatures, start, start + staticSize)
    const [r, s, v] = [slice(data, 0, 32), slice(data, 32, 64), Number(slice(data, 64))]
    const range =
      v === 0 ? dynamicRange({ signatures, index, s, least: start + staticSize }) : undefined
    if (range) {
      dynamics.push(range)
      staticEnd = Math.min(staticEnd, range.start)
    }
    const dynamic = range && sliceOrEmpty(signatures, range.start + 32, range.end)
    parts.push({ index, r, s, v, data, dynamic })
  }
  assertCovered({ dynamics, staticEnd: parts.length * staticSize, total })
  return parts
}

/** The address in the r word of a contract or approved-hash signature. */
export function signerInWord(word: Hex, index: number): Address {
  const value = hexToBigInt(word)
  if (value === 0n || value >> 160n !== 0n) {
    throw new InvalidSignatureError('signer', 'The signature names no signer.', {
      index,
      facts: [['Word', word]],
      hint: 'Expected an address, padded on the left with 12 zero bytes.',
    })
  }
  return getAddress(slice(word, 12))
}

type Range = { readonly start: number; readonly end: number; readonly index: number }

function assertLongEnough(signatures: Hex): void {
  if (size(signatures) >= staticSize) return
  throw new InvalidSignatureError('length', 'The signature is too short.', {
    facts: [
      ['Expected', 'at least 65 bytes'],
      ['Got', bytesOf(signatures)],
    ],
    hint: 'A Safe takes r, s and v: 32 + 32 + 1 bytes. Compact 64-byte signatures have to be expanded.',
  })
}

function assertRoom(parameters: { index: number; start: number; staticEnd: number }): void {
  const { index, start, staticEnd } = parameters
  if (index >= maximumSignatures) {
    throw new InvalidSignatureError('too-many', 'There are too many signatures.', {
      facts: [['At most', String(maximumSignatures)]],
    })
  }
  if (start + staticSize <= staticEnd) return
  throw new InvalidSignatureError('length', 'The signatures are not a multiple of 65 bytes.', {
    index,
    facts: [['Left over', `${staticEnd - start} of ${staticSize} bytes`]],
  })
}

function dynamicRange(parameters: {
  signatures: Hex
  index: number
  s: Hex
  least: number
}): Range {
  const { signatures, index, s, least } = parameters
  const total = size(signatures)
  const offset = hexToBigInt(s)
  if (offset < BigInt(least) || offset + 32n > BigInt(total)) {
    throw new InvalidSignatureError('offset', 'A contract signature points outside its data.', {
      index,
      facts: [
        ['Offset', String(offset)],
        ['Possible', `${least} to ${total - 32}`],
      ],
      hint: 'The offset has to lie behind the 65-byte parts of all signatures.',
    })
  }
  const start = Number(offset)
  const length = hexToBigInt(slice(signatures, start, start + 32))
  if (offset + 32n + length > BigInt(total)) {
    throw new InvalidSignatureError(
      'contract-length',
      'A contract signature is longer than its data.',
      {
        index,
        facts: [
          ['Length', `${length} bytes`],
          ['Available', `${total - start - 32} bytes`],
        ],
      },
    )
  }
  return { start, end: start + 32 + Number(length), index }
}

function assertCovered(parameters: {
  dynamics: readonly Range[]
  staticEnd: number
  total: number
}): void {
  const { dynamics, staticEnd, total } = parameters
  let end = staticEnd
  for (const range of [...dynamics].sort((a, b) => a.start - b.start)) {
    if (range.start < end) {
      throw new InvalidSignatureError('offset', 'Two signatures share bytes.', {
        index: range.index,
        facts: [
          ['Offset', String(range.start)],
          ['At least', String(end)],
        ],
      })
    }
    if (range.start > end) throw unclaimed(end, range.start)
    end = range.end
  }
  if (end < total) throw unclaimed(end, total)
}

function unclaimed(start: number, end: number): InvalidSignatureError {
  return new InvalidSignatureError('unclaimed-bytes', 'Some bytes belong to no signature.', {
    facts: [['Bytes', `${start} to ${end - 1}`]],
  })
}

/** viem's slice refuses to start at the very end. */
function sliceOrEmpty(data: Hex, start: number, end: number): Hex {
  return start === end ? '0x' : slice(data, start, end)
}
