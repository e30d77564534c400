import { readCodeHash } from '@/lib/adapters/rpc/read-code-hash'
import { readDelegators } from '@/lib/adapters/store/delegates'
import { readSafeTransaction } from '@/lib/adapters/store/read-safe-transaction'
import { saveProposal } from '@/lib/adapters/store/save-proposal'
import { isTrustedDelegatecall } from '@/lib/core/safe/is-trusted-delegatecall'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { assertProposalHash, assertProposer, type Proposal } from './assert-proposal'
import { readKnownSafe } from './read-known-safe'
import type { SafeServiceContext } from './safe-service-context'
import { NonceUsedError, RefusedRequestError } from './safe-service-error'

/** What is kept for one Safe that no owner or delegate signed for. Beyond it, somebody is littering. */
const mostUntrusted = 50

/**
 * Stores a proposal with its first signatures, after everything that can be recomputed was recomputed and every
 * signature was proven against the live owners. The order of the checks is that of the Safe Transaction Service.
 *
 * @throws RefusedRequestError naming the first thing that is wrong; NotASafeError; RpcUnreachableError.
 */
export async function proposeTransaction(
  context: SafeServiceContext,
  proposal: Proposal,
): Promise<void> {
  const { transaction, safeTxHash, sender, origin } = proposal
  const { store, now } = context
  await assertDelegatecall(context, transaction)
  const state = await readKnownSafe(context, { safe: transaction.safe.address })
  assertProposalHash(proposal, state)
  await assertNonceUnused(context, { state, transaction, safeTxHash })
  const delegators = state.owners.includes(sender)
    ? []
    : await readDelegators(store, {
        chainId: context.chainId,
        safe: state.safe.address,
        delegate: sender,
        owners: state.owners,
      })
  const [delegator] = delegators
  const parsed = await assertProposer(context, { proposal, state, delegator })
  const trusted = parsed.length > 0
  const saved = await saveProposal(store, {
    transaction,
    safeTxHash,
    origin,
    // Who nobody signed for is not known: anyone can name a sender.
    proposer: trusted ? (delegator ?? sender) : undefined,
    proposedByDelegate: trusted && delegator ? sender : undefined,
    trusted,
    // The signature of a delegate opens the door and counts for nothing on chain.
    signatures: delegator ? [] : parsed,
    submittedAt: now(),
    mostUntrusted,
  })
  if (saved === 'full') {
    throw new RefusedRequestError(
      'nonFieldErrors',
      `This Safe already has ${mostUntrusted} unsigned proposals.`,
      { hint: 'Sign the proposal, or have the owners remove unsigned ones.' },
    )
  }
}

/** Any other code run by delegatecall can replace the Safe itself, as at Bybit. */
async function assertDelegatecall(
  { client, chainId }: SafeServiceContext,
  { operation, target }: SafeTransaction,
): Promise<void> {
  if (operation === 'call') return
  const codeHash = await readCodeHash(client, { chainId, address: target })
  if (isTrustedDelegatecall({ to: target, codeHash })) return
  throw new RefusedRequestError('nonFieldErrors', 'Operation DELEGATE_CALL is not allowed', {
    facts: [
      ['Target', target],
      ['Code hash', codeHash ?? 'no code'],
    ],
    hint: 'Only a published MultiSendCallOnly may be delegatecalled, known by its address and its code.',
  })
}

async function assertNonceUnused(
  { store, chainId }: SafeServiceContext,
  parameters: Pick<Proposal, 'transaction' | 'safeTxHash'> & { state: SafeState },
): Promise<void> {
  const { state, transaction, safeTxHash } = parameters
  if (transaction.nonce >= state.nonce) return
  const known = await readSafeTransaction(store, { chainId, safeTxHash })
  throw new NonceUsedError('nonFieldErrors', {
    nonce: transaction.nonce,
    current: state.nonce,
    transactionHash: known?.execution?.transactionHash,
  })
}
