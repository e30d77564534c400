import { type Client, isAddressEqual } from 'viem'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { createSafeService } from '@/lib/adapters/safe-service/create-safe-service'
import { embeddedServiceUrl } from '@/lib/adapters/safe-service/embedded-service-url'
import { BaseError } from '@/lib/core/error/base-error'
import { encodeSignatures } from '@/lib/core/safe/encode-signatures'
import type { SafeSignature } from '@/lib/core/safe/signature'
import type { SignatureFile } from '@/lib/core/safe/signature-file'

/** A service takes a proposal only with the signature of somebody who may make one. */
export class NothingToProposeWithError extends BaseError {
  override readonly name = 'NothingToProposeWithError'
  constructor() {
    super('The Safe service does not know this transaction, and nobody has signed it.', {
      hint: 'One owner has to sign it first.',
    })
  }
}

/**
 * Gives the Safe service what it lacks of a transaction whose signatures were collected without it: the transaction itself and
 * each signature it does not have. Approvals it finds on chain by itself.
 *
 * @param parameters.signatures Proven before.
 * @returns How many signatures were handed over.
 * @throws NothingToProposeWithError, SafeServiceAnswerError, NotASafeError, RpcUnreachableError
 */
export async function handOverSignatures(
  reader: Client,
  parameters: {
    file: Pick<SignatureFile, 'transaction' | 'safeTxHash'>
    signatures: readonly SafeSignature[]
  },
): Promise<number> {
  const { transaction, safeTxHash } = parameters.file
  const { chainId } = transaction.safe
  const state = await readSafe(reader, transaction.safe)
  const service = createSafeService({ url: embeddedServiceUrl(chainId), chainId })
  const { transactions } = await service.list({ state })
  const known = transactions.find((each) => each.safeTxHash === safeTxHash)
  const missing = parameters.signatures.filter(
    ({ signer, kind }) =>
      kind !== 'approved-hash' &&
      !known?.confirmations.some(({ owner }) => isAddressEqual(owner, signer)),
  )
  const [first, ...rest] = missing
  if (!known) {
    if (!first) throw new NothingToProposeWithError()
    await service.propose({
      transaction,
      safeTxHash,
      sender: first.signer,
      signature: encodeSignatures([first]),
      origin: 'Suture',
    })
  }
  for (const signature of known ? missing : rest) {
    await service.confirm({ safeTxHash, signature: encodeSignatures([signature]) })
  }
  return missing.length
}
