import type { Address, Hash, Hex } from 'viem'
import { readApprovedHash } from '@/lib/adapters/rpc/read-approved-hash'
import { readContractSignature } from '@/lib/adapters/rpc/read-contract-signature'
import { BaseError } from '@/lib/core/error/base-error'
import { asksForHash } from '@/lib/core/safe/asks-for-hash'
import { parseSignatures } from '@/lib/core/safe/parse-signatures'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeSignature } from '@/lib/core/safe/signature'
import type { SafeServiceContext } from './safe-service-context'
import { NotAnOwnerError, type RefusedField, RefusedRequestError } from './safe-service-error'

/** Where claims that no recovery proves are asked about. */
type ClaimContext = Pick<SafeServiceContext, 'client' | 'chainId'>

/** More than any Safe has owners that sign one after another; bounds the calls that one request can cause. */
const mostSignatures = 64

export type AssertSignaturesParameters = {
  state: SafeState
  /** What was signed, computed here. */
  hash: Hash
  /** What was hashed: EIP-712 prefix, domain separator, struct hash. */
  preimage: Hex
  signatures: Hex
  /** Who may sign; default the owners. */
  signers?: readonly Address[] | undefined
  /** The field of the request that an error is about. */
  field: RefusedField
}

/**
 * Takes signatures apart and proves each: recovered from the bytes, confirmed by the contract (EIP-1271) or approved
 * on chain, and by somebody who may sign now.
 *
 * @throws RefusedRequestError naming what is wrong; NotAnOwnerError; RpcUnreachableError.
 */
export async function assertSignatures(
  context: ClaimContext,
  parameters: AssertSignaturesParameters,
): Promise<SafeSignature[]> {
  const { state, hash, signatures, signers = state.owners, field } = parameters
  const parsed = await parse(signatures, hash, field)
  if (parsed.length > mostSignatures) {
    throw new RefusedRequestError(field, `More than ${mostSignatures} signatures in one request.`)
  }
  for (const { signer } of parsed) {
    if (!signers.includes(signer))
      throw new NotAnOwnerError(field, { signer, owners: state.owners })
  }
  await Promise.all(parsed.map((signature) => assertClaim(context, parameters, signature)))
  return parsed
}

async function parse(signatures: Hex, hash: Hash, field: RefusedField): Promise<SafeSignature[]> {
  try {
    return await parseSignatures({ signatures, safeTxHash: hash })
  } catch (cause) {
    if (!(cause instanceof BaseError)) throw cause
    const { shortMessage, facts, hint } = cause
    throw new RefusedRequestError(field, `Invalid signature: ${shortMessage}`, {
      facts,
      hint,
      cause,
    })
  }
}

/** Recovered signers are proven already; the other two kinds are only claimed by the bytes. */
async function assertClaim(
  { client, chainId }: ClaimContext,
  { state, hash, preimage, field }: AssertSignaturesParameters,
  { kind, signer, data }: SafeSignature,
): Promise<void> {
  if (kind === 'approved-hash') {
    const approved = await readApprovedHash(client, {
      safe: state.safe,
      owner: signer,
      safeTxHash: hash,
    })
    if (approved) return
    throw new RefusedRequestError(field, `Owner=${signer} has not approved the hash on chain.`, {
      facts: [['Hash', hash]],
      hint: 'Send approveHash from the owner first.',
    })
  }
  if (kind === 'contract') {
    const valid = await readContractSignature(client, {
      chainId,
      signer,
      hash,
      preimage,
      signature: data,
      form: asksForHash(state.version) ? 'bytes32' : 'bytes',
    })
    if (valid) return
    throw new RefusedRequestError(field, `Owner=${signer} does not confirm its contract signature.`)
  }
}
