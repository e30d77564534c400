import { concat, type Hex, hexToBigInt, numberToHex, pad, size } from 'viem'
import type { SafeSignature } from './signature'
import { DuplicateSignerError } from './signature-error'
import { staticSize } from './signature-layout'

/**
 * The signatures as `execTransaction` and `checkSignatures` take them: 65 static bytes each, strictly ascending by
 * signer, followed by the dynamic parts of contract signatures. An empty list gives `0x`.
 *
 * @throws DuplicateSignerError
 * @see https://docs.safe.global/advanced/smart-account-signatures
 */
export function encodeSignatures(signatures: readonly SafeSignature[]): Hex {
  const sorted = [...signatures].sort(bySigner)
  assertDistinct(sorted)
  const statics: Hex[] = []
  const dynamics: Hex[] = []
  let offset = sorted.length * staticSize
  for (const signature of sorted) {
    if (signature.kind !== 'contract') {
      statics.push(signature.data)
      continue
    }
    const dynamic = concat([numberToHex(size(signature.data), { size: 32 }), signature.data])
    statics.push(
      concat([pad(signature.signer, { size: 32 }), numberToHex(offset, { size: 32 }), '0x00']),
    )
    dynamics.push(dynamic)
    offset += size(dynamic)
  }
  // Checksummed signers are part of the bytes; one value has one text.
  // viem takes an empty list for bytes, hence the first element.
  return concat(['0x', ...statics, ...dynamics]).toLowerCase() as Hex
}

function bySigner(a: SafeSignature, b: SafeSignature): number {
  const [left, right] = [hexToBigInt(a.signer), hexToBigInt(b.signer)]
  return left < right ? -1 : left > right ? 1 : 0
}

function assertDistinct(sorted: readonly SafeSignature[]): void {
  for (const [index, signature] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next && bySigner(signature, next) === 0) throw new DuplicateSignerError(signature.signer)
  }
}
