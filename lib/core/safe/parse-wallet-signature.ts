import { concat, type Hash, type Hex, numberToHex, size, slice } from 'viem'
import { parseBytes } from '@/lib/core/chain/parse-bytes'
import { parseSignatures } from './parse-signatures'
import type { SafeSignature } from './signature'
import { bytesOf, InvalidSignatureError } from './signature-error'
import { staticSize } from './signature-layout'

/**
 * Reads what a wallet returned for a signing request, and recovers who signed. Some hardware wallets return v as 0 or
 * 1, which a Safe would take for a contract or approved-hash signature: here it can only mean 27 or 28.
 *
 * Compare `signer` with the connected account before anything is uploaded: another hash was signed if they differ.
 *
 * @param parameters.method `eip712` for `eth_signTypedData_v4`, `eth-sign` for `personal_sign` of the safeTxHash bytes.
 * @throws InvalidBytesError; InvalidSignatureError
 */
export async function parseWalletSignature(parameters: {
  readonly signature: Hex
  readonly safeTxHash: Hash
  readonly method: 'eip712' | 'eth-sign'
}): Promise<SafeSignature> {
  const { safeTxHash, method } = parameters
  const signature = parseBytes(parameters.signature)
  if (size(signature) !== staticSize) {
    throw new InvalidSignatureError('length', 'The wallet returned no 65-byte signature.', {
      facts: [['Got', bytesOf(signature)]],
      hint: 'A smart-contract wallet signs on chain with approveHash instead.',
    })
  }
  const v = Number(slice(signature, 64))
  const ethereumV = v < 2 ? v + 27 : v
  if (ethereumV !== 27 && ethereumV !== 28) {
    throw new InvalidSignatureError('v', 'The last byte of the signature is not one wallets use.', {
      facts: [
        ['v', String(v)],
        ['Possible', '27, 28 (or 0, 1)'],
      ],
    })
  }
  const safeV = method === 'eip712' ? ethereumV : ethereumV + 4
  const signatures = concat([slice(signature, 0, 64), numberToHex(safeV, { size: 1 })])
  const [parsed] = await parseSignatures({ signatures, safeTxHash })
  if (!parsed) throw new InvalidSignatureError('length', 'The wallet returned no signature.')
  return parsed
}
