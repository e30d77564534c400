import type { Client } from 'viem'
import { isProvenSignature } from '@/lib/actions/is-proven-signature'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { BaseError } from '@/lib/core/error/base-error'
import {
  hashSafeTransaction,
  type SafeTransactionHashes,
} from '@/lib/core/safe/hash-safe-transaction'
import type { Confirmation, ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'

/**
 * Keeps of pending proposals what can be proven again, wherever they were kept: fields that hash to their safeTxHash,
 * signatures that recover to the owner they are counted for, approvals and contract signatures that the chain confirms.
 * Whether a signer is an owner now is for whoever counts. What is over is shown, and asks for nothing.
 *
 * @param parameters.state The Safe as read from the chain.
 */
export async function proveProposals(
  client: Client,
  { state, transactions }: { state: SafeState; transactions: readonly ProposedTransaction[] },
): Promise<ProposedTransaction[]> {
  const checked = await Promise.all(
    transactions.map(async (proposed) => {
      if (proposed.outcome.status !== 'pending') return [proposed]
      const { transaction, safeTxHash } = proposed
      const hashes = hashIfPossible(transaction, state)
      if (!hashes) return [{ ...proposed, confirmations: [] }]
      if (hashes.safeTxHash !== safeTxHash) return []
      const isProven = await Promise.all(
        proposed.confirmations.map((each) => proveConfirmation(client, { state, hashes, each })),
      )
      const confirmations = proposed.confirmations.filter((_, index) => isProven[index])
      return [{ ...proposed, confirmations }]
    }),
  )
  return checked.flat()
}

/** Undefined for a version that we cannot hash, and for fields no Safe could have. */
function hashIfPossible(transaction: SafeTransaction, { version }: SafeState) {
  try {
    return hashSafeTransaction({ transaction, version })
  } catch {
    return undefined
  }
}

type Claim = { state: SafeState; hashes: SafeTransactionHashes; each: Confirmation }

async function proveConfirmation(client: Client, claim: Claim): Promise<boolean> {
  const { owner, signature } = claim.each
  const key = [claim.hashes.safeTxHash, owner, signature.kind, signature.data].join(' ')
  // A contract may change its mind; what was recovered or approved stays so.
  if (signature.kind !== 'contract' && proven.has(key)) return true
  try {
    const { state, hashes } = claim
    const answer =
      signature.signer === owner && (await isProvenSignature(client, { state, hashes, signature }))
    remember(key, answer)
    return answer
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    // While the chain is silent, what it confirmed before is shown, like all else that was read.
    return error instanceof RpcUnreachableError && proven.has(key)
  }
}

/** Recovering takes a millisecond, and pages are read more often than signed. */
const proven = new Set<string>()
const mostProven = 10_000

function remember(key: string, answer: boolean): void {
  if (proven.size >= mostProven) proven.clear()
  if (answer) proven.add(key)
  else proven.delete(key)
}
