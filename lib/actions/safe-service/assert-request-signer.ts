import type { Address, Hash, Hex } from 'viem'
import { BaseError } from '@/lib/core/error/base-error'
import { parseSignatures } from '@/lib/core/safe/parse-signatures'
import { RefusedRequestError } from './safe-service-error'

/**
 * Proves that a request to the service was signed by one of those who may make it. Only signatures of accounts count:
 * these requests move nothing, and a contract would have to be asked on chain.
 *
 * @param parameters.hashes What may have been signed: the request at this hour and at the one before.
 * @returns The signer.
 * @throws RefusedRequestError
 */
export async function assertRequestSigner(parameters: {
  signature: Hex
  signers: readonly Address[]
  hashes: readonly Hash[]
}): Promise<Address> {
  const { signature, signers, hashes } = parameters
  for (const safeTxHash of hashes) {
    const [parsed, ...more] = await parse(signature, safeTxHash)
    if (!parsed || more.length > 0) {
      throw new RefusedRequestError('signature', 'Exactly one signature is expected.')
    }
    if (parsed.kind !== 'eip712' && parsed.kind !== 'eth-sign') {
      throw new RefusedRequestError('signature', 'Only signatures of accounts are accepted here.')
    }
    if (signers.includes(parsed.signer)) return parsed.signer
  }
  throw new RefusedRequestError('signature', 'Signature does not match the expected signer', {
    facts: [['Expected', signers.join(' or ')]],
    hint: 'The signature may be older than an hour, or for another chain.',
  })
}

async function parse(signatures: Hex, safeTxHash: Hash) {
  try {
    return await parseSignatures({ signatures, safeTxHash })
  } catch (cause) {
    if (!(cause instanceof BaseError)) throw cause
    throw new RefusedRequestError('signature', `Invalid signature: ${cause.shortMessage}`, {
      cause,
    })
  }
}
