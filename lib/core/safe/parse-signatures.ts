import { type Address, type Hash, type Hex, hashMessage, hexToBigInt, recoverAddress } from 'viem'
import { approvedHashSignature } from './approved-hash-signature'
import type { SafeSignature } from './signature'
import { DuplicateSignerError, InvalidSignatureError } from './signature-error'
import { type SignaturePart, signerInWord, splitSignatures } from './signature-layout'

/** Order of secp256k1's group. */
const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/**
 * Takes concatenated signatures apart and recovers who signed. Stricter than the contract: high-s signatures, unused
 * bytes and words with dirty padding are refused, so that one signature has one form.
 *
 * `approved-hash` and `contract` signers are only claimed by the bytes: confirm them on chain (`approvedHashes`,
 * `isValidSignature`) before they count. No signer is checked to be an owner.
 *
 * @param parameters.signatures One or more signatures, in any order.
 * @param parameters.safeTxHash The hash that was signed, computed here and never taken from elsewhere.
 * @throws InvalidBytesError; InvalidSignatureError; DuplicateSignerError
 * @see https://docs.safe.global/advanced/smart-account-signatures
 */
export async function parseSignatures(parameters: {
  readonly signatures: Hex
  readonly safeTxHash: Hash
}): Promise<SafeSignature[]> {
  const { signatures, safeTxHash } = parameters
  const parsed = new Map<Address, SafeSignature>()
  for (const part of splitSignatures(signatures)) {
    const signature = await parsePart(part, safeTxHash)
    if (parsed.has(signature.signer)) throw new DuplicateSignerError(signature.signer)
    parsed.set(signature.signer, signature)
  }
  return [...parsed.values()]
}

async function parsePart(part: SignaturePart, safeTxHash: Hash): Promise<SafeSignature> {
  const { index, r, v, data, dynamic } = part
  switch (v) {
    case 0:
      return { kind: 'contract', signer: signerInWord(r, index), data: dynamic ?? '0x' }
    case 1:
      // Whatever stood in the ignored word is dropped.
      return approvedHashSignature(signerInWord(r, index))
    case 27:
    case 28:
      return { kind: 'eip712', signer: await recover(part, v, safeTxHash), data }
    case 31:
    case 32: {
      const hash = hashMessage({ raw: safeTxHash })
      return { kind: 'eth-sign', signer: await recover(part, v - 4, hash), data }
    }
    default:
      throw new InvalidSignatureError(
        'v',
        'The last byte of the signature is not one a Safe knows.',
        {
          index,
          facts: [
            ['v', String(v)],
            ['Possible', '27, 28 (EIP-712), 31, 32 (eth_sign), 1 (approved hash), 0 (contract)'],
          ],
        },
      )
  }
}

async function recover(part: SignaturePart, v: number, hash: Hash): Promise<Address> {
  const { index, r, s } = part
  assertScalars(part)
  try {
    return await recoverAddress({ hash, signature: { r, s, yParity: v - 27 } })
  } catch (cause) {
    throw new InvalidSignatureError('unrecoverable', 'No signer can be recovered.', {
      index,
      facts: [['r', r]],
      cause,
    })
  }
}

function assertScalars({ index, r, s }: SignaturePart): void {
  const [rValue, sValue] = [hexToBigInt(r), hexToBigInt(s)]
  if (rValue === 0n || rValue >= curveOrder) {
    throw new InvalidSignatureError('r', 'The r of the signature is out of range.', {
      index,
      facts: [['r', r]],
    })
  }
  if (sValue === 0n || sValue >= curveOrder) {
    throw new InvalidSignatureError('s', 'The s of the signature is out of range.', {
      index,
      facts: [['s', s]],
    })
  }
  if (sValue <= curveOrder / 2n) return
  throw new InvalidSignatureError('high-s', 'The s of the signature is in the upper half.', {
    index,
    facts: [['s', s]],
    hint: 'Such a signature is the mirror image of another one; wallets have not made them since EIP-2.',
  })
}
