import type { Client } from 'viem'
import { isProvenSignature } from '@/lib/actions/is-proven-signature'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { BaseError } from '@/lib/core/error/base-error'
import { encodeSignatures } from '@/lib/core/safe/encode-signatures'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { judgeSignatures } from '@/lib/core/safe/judge-signatures'
import type { SignatureFile } from '@/lib/core/safe/signature-file'
import type { VerifiedSignature, VerifiedSignatureFile } from '@/lib/core/safe/verified-signature'

/** The Safe hashes this transaction in another way than the file says: signatures of it count for nothing. */
export class OtherSafeVersionError extends BaseError {
  override readonly name = 'OtherSafeVersionError'
  constructor({ file, chain }: { file: string; chain: string }) {
    super('The Safe hashes this transaction differently.', {
      facts: [
        ['Version in the file', file],
        ['Version on chain', chain],
      ],
      hint: 'The file is for another Safe, or the Safe was upgraded since. Ask for new signatures.',
    })
  }
}

/**
 * Proves each signature of a file against the Safe as the chain has it now: recovered to a current owner, or confirmed by the
 * contract itself.
 *
 * @throws NotASafeError, RpcUnreachableError, OtherSafeVersionError
 */
export async function verifySignatureFile(
  client: Client,
  { file }: { file: SignatureFile },
): Promise<VerifiedSignatureFile> {
  const { transaction, safeTxHash, version } = file
  const state = await readSafe(client, transaction.safe)
  const hashes = hashSafeTransaction({ transaction, version: state.version })
  if (hashes.safeTxHash !== safeTxHash) {
    throw new OtherSafeVersionError({ file: version, chain: state.version })
  }
  const judged = await judgeSignatures({
    signatures: file.signatures,
    safeTxHash,
    owners: state.owners,
  })
  const signatures = await Promise.all(
    judged.map(async (each): Promise<VerifiedSignature> => {
      if (each.verdict === 'refused') return each
      const { signature } = each
      if (each.verdict === 'counts') return { verdict: 'counts', signature }
      return await askChain(client, { state, hashes, signature })
    }),
  )
  return { state, signatures }
}

async function askChain(
  client: Client,
  claim: Parameters<typeof isProvenSignature>[1],
): Promise<VerifiedSignature> {
  const { signature } = claim
  try {
    if (await isProvenSignature(client, claim)) return { verdict: 'counts', signature }
    return {
      verdict: 'refused',
      bytes: encodeSignatures([signature]),
      signer: signature.signer,
      reason:
        signature.kind === 'contract'
          ? 'the contract does not confirm it'
          : 'the owner has not approved the hash on chain',
    }
  } catch (error) {
    if (!(error instanceof RpcUnreachableError)) throw error
    return { verdict: 'unknown', signature, reason: error.shortMessage }
  }
}
