import type { Address, Hash, Hex } from 'viem'
import type { z } from 'zod'
import type { proposeRequest } from '@/lib/adapters/safe-service/wire-requests'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { SafeSignature } from '@/lib/core/safe/signature'
import { assertSignatures } from './assert-signatures'
import type { SafeServiceContext } from './safe-service-context'
import { RefusedRequestError } from './safe-service-error'

export type Proposal = {
  readonly transaction: SafeTransaction
  /** What the proposer takes the hash to be. */
  readonly safeTxHash: Hash
  readonly sender: Address
  /** One or more, concatenated. Without any, the proposal is stored as untrusted. */
  readonly signatures: Hex | undefined
  readonly origin: string
}

/** @param safe The one of the address that was posted to. */
export function toProposal(body: z.output<typeof proposeRequest>, safe: ChainAddress): Proposal {
  const { to, contractTransactionHash, sender, signature, origin, ...fields } = body
  return {
    transaction: { ...fields, target: to, safe },
    safeTxHash: contractTransactionHash,
    sender,
    signatures: signature === '0x' ? undefined : signature,
    origin: origin ?? '',
  }
}

/**
 * Recomputes the hash of a proposal as the Safe does.
 *
 * @throws RefusedRequestError where it is another one than the proposer says.
 */
export function assertProposalHash({ transaction, safeTxHash }: Proposal, state: SafeState): void {
  const computed = hashSafeTransaction({ transaction, version: state.version }).safeTxHash
  if (computed === safeTxHash) return
  throw new RefusedRequestError(
    'nonFieldErrors',
    `Contract-transaction-hash=${computed} does not match provided contract-tx-hash=${safeTxHash}`,
    {
      hint: 'A field was changed after hashing, or the hash is for another Safe, version or chain.',
    },
  )
}

/**
 * Proves that a proposal comes from an owner or the delegate of one, and every signature that came with it.
 *
 * @param parameters.delegator The owner for whom the sender proposes; undefined for an owner and for a stranger.
 * @returns The signatures; none where the proposal has none.
 * @throws RefusedRequestError naming the first thing that is wrong; RpcUnreachableError where the chain had to be asked.
 */
export async function assertProposer(
  context: Pick<SafeServiceContext, 'client' | 'chainId'>,
  {
    proposal,
    state,
    delegator,
  }: { proposal: Proposal; state: SafeState; delegator: Address | undefined },
): Promise<SafeSignature[]> {
  const { transaction, sender, signatures } = proposal
  if (!state.owners.includes(sender) && !delegator) {
    throw new RefusedRequestError(
      'nonFieldErrors',
      `Sender=${sender} is not an owner or delegate. Current owners=${state.owners.join(', ')}.`,
    )
  }
  if (!signatures) return []
  const { safeTxHash, preimage } = hashSafeTransaction({ transaction, version: state.version })
  const parsed = await assertSignatures(context, {
    state,
    hash: safeTxHash,
    preimage,
    signatures,
    signers: delegator ? [sender] : state.owners,
    field: 'nonFieldErrors',
  })
  if (delegator && parsed.some(({ kind }) => kind === 'approved-hash')) {
    throw new RefusedRequestError(
      'nonFieldErrors',
      'A delegate has to sign; it cannot approve on chain.',
    )
  }
  if (!parsed.some(({ signer }) => signer === sender)) {
    throw new RefusedRequestError(
      'nonFieldErrors',
      `Signature does not match sender=${sender}. Calculated owner=${parsed.map(({ signer }) => signer).join(', ')}`,
    )
  }
  return parsed
}
