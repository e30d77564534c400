import { encodeSignatures } from './encode-signatures'
import type { ProposedTransaction } from './proposed-transaction'
import type { SignatureFile } from './signature-file'

/** A proposed transaction with the signatures it has, to be handed on. */
export function signatureFileOf(
  { transaction, safeTxHash, confirmations }: ProposedTransaction,
  version: string,
): SignatureFile {
  return {
    schema: 'suture/signatures/1',
    version,
    transaction,
    safeTxHash,
    signatures: confirmations.map(({ signature }) => encodeSignatures([signature])),
  }
}
