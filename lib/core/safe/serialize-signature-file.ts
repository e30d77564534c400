import { getAddress } from 'viem'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import type { SignatureFile } from './signature-file'

/**
 * The one JSON text of a signature file (RFC 8785): integers are decimal strings, addresses carry their checksum, hex is
 * in lower case, signatures are sorted, so that whoever collects the same has the same bytes.
 */
export function serializeSignatureFile(file: SignatureFile): string {
  const { safe, target, value, data, operation, nonce, ...gas } = file.transaction
  return canonicalJson({
    schema: file.schema,
    version: file.version,
    safeTxHash: file.safeTxHash.toLowerCase(),
    transaction: {
      chainId: safe.chainId,
      safe: getAddress(safe.address),
      to: getAddress(target),
      value: String(value),
      data: data.toLowerCase(),
      operation: operation === 'delegatecall' ? 1 : 0,
      safeTxGas: String(gas.safeTxGas),
      baseGas: String(gas.baseGas),
      gasPrice: String(gas.gasPrice),
      gasToken: getAddress(gas.gasToken),
      refundReceiver: getAddress(gas.refundReceiver),
      nonce: String(nonce),
    },
    signatures: file.signatures.map((each) => each.toLowerCase()).sort(),
  })
}
