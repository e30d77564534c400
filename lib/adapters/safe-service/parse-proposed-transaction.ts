import type { Address, Hash } from 'viem'
import { BaseError } from '@/lib/core/error/base-error'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { parseSignatures } from '@/lib/core/safe/parse-signatures'
import type {
  Confirmation,
  ProposedTransaction,
  TransactionOutcome,
} from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { confirmationAnswer, transactionAnswer } from './wire-answers'

/** Something a service said that is not so. */
export type Rejection = {
  /** As the service gave it; undefined where not even that could be read. */
  readonly safeTxHash: Hash | undefined
  /** Whose confirmation it is about; undefined where it is about the transaction. */
  readonly owner: Address | undefined
  readonly reason: string
}

export type ParsedTransaction = {
  /** Undefined where the transaction itself is not what the service says. */
  readonly transaction: ProposedTransaction | undefined
  readonly rejected: readonly Rejection[]
}

type Answer = ReturnType<typeof transactionAnswer.parse>

/**
 * Reads a transaction from a Safe service, which is believed nothing that can be recomputed: the hash is recomputed from
 * the fields, each signature is recovered, and signers have to be owners now. Signatures of the kinds `approved-hash`
 * and `contract` are only claims until the chain confirms them; they are passed on as such.
 *
 * @param state The Safe as read from the chain.
 */
export async function parseProposedTransaction(
  answer: unknown,
  state: SafeState,
): Promise<ParsedTransaction> {
  const parsed = transactionAnswer.safeParse(answer)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return reject(undefined, `is malformed at ${issue?.path.join('.')}: ${issue?.message}`)
  }
  const { data } = parsed
  if (data.safe !== state.safe.address)
    return reject(data.safeTxHash, `is of the Safe ${data.safe}`)
  const transaction = toSafeTransaction(data, state)
  const { safeTxHash } = hashSafeTransaction({ transaction, version: state.version })
  if (safeTxHash !== data.safeTxHash) {
    return reject(data.safeTxHash, `has fields that hash to ${safeTxHash}`)
  }
  const outcome = outcomeOf(data, state)
  if (typeof outcome === 'string') return reject(safeTxHash, outcome)
  const { confirmations, rejected } = await parseConfirmations(data, state, outcome)
  return {
    transaction: {
      transaction,
      safeTxHash,
      proposer: data.proposer ?? undefined,
      ...(data.proposedByDelegate && { proposedByDelegate: data.proposedByDelegate }),
      submittedAt: data.submissionDate,
      origin: data.origin && data.origin !== '{}' ? data.origin : '',
      confirmations,
      outcome,
    },
    rejected,
  }
}

function reject(safeTxHash: Hash | undefined, reason: string): ParsedTransaction {
  return { transaction: undefined, rejected: [{ safeTxHash, owner: undefined, reason }] }
}

function toSafeTransaction(data: Answer, { safe }: SafeState): SafeTransaction {
  return {
    safe,
    target: data.to,
    value: data.value,
    data: data.data,
    operation: data.operation,
    safeTxGas: data.safeTxGas,
    baseGas: data.baseGas,
    gasPrice: data.gasPrice,
    gasToken: data.gasToken,
    refundReceiver: data.refundReceiver,
    nonce: data.nonce,
  }
}

/** A text says why the claim cannot be true. */
function outcomeOf(data: Answer, { nonce }: SafeState): TransactionOutcome | string {
  if (!data.isExecuted) return { status: data.nonce < nonce ? 'replaced' : 'pending' }
  if (data.nonce >= nonce) return `is said to be executed, but the Safe is at nonce ${nonce}`
  const { transactionHash, blockNumber, executionDate, isSuccessful } = data
  if (!transactionHash || blockNumber == null || executionDate == null) {
    return 'is said to be executed, but not where'
  }
  return {
    status: 'executed',
    success: isSuccessful ?? false,
    transactionHash,
    blockNumber: BigInt(blockNumber),
    executedAt: executionDate,
  }
}

async function parseConfirmations(
  { safeTxHash, confirmations: answers }: Answer,
  state: SafeState,
  outcome: TransactionOutcome,
): Promise<{ confirmations: Confirmation[]; rejected: Rejection[] }> {
  const confirmations = new Map<Address, Confirmation>()
  const rejected: Rejection[] = []
  for (const answer of answers ?? []) {
    const parsed = confirmationAnswer.safeParse(answer)
    if (!parsed.success) {
      rejected.push({ safeTxHash, owner: undefined, reason: 'is a malformed confirmation' })
      continue
    }
    const { owner, submissionDate, signature: bytes } = parsed.data
    const signature = await recover(bytes, safeTxHash, owner)
    // Owners change: who signed what is done was an owner then.
    const isOwner = outcome.status !== 'pending' || state.owners.includes(owner)
    if (typeof signature === 'string') rejected.push({ safeTxHash, owner, reason: signature })
    else if (!isOwner) rejected.push({ safeTxHash, owner, reason: 'is no owner of the Safe' })
    else if (confirmations.has(owner))
      rejected.push({ safeTxHash, owner, reason: 'is counted twice' })
    else confirmations.set(owner, { owner, signature, submittedAt: submissionDate })
  }
  return { confirmations: [...confirmations.values()], rejected }
}

/** A text says why the signature is not the owner's. */
async function recover(signatures: `0x${string}`, safeTxHash: Hash, owner: Address) {
  try {
    const [signature, ...more] = await parseSignatures({ signatures, safeTxHash })
    if (!signature || more.length > 0) return 'has not exactly one signature'
    if (signature.signer !== owner) return `has a signature of ${signature.signer}`
    return signature
  } catch (error) {
    if (error instanceof BaseError) return `has no valid signature: ${error.shortMessage}`
    throw error
  }
}
