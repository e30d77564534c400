import type { Address } from 'viem'
import type { Confirmation, ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'

export const sameAddress = (a: Address, b: Address): boolean => a.toLowerCase() === b.toLowerCase()

/** How far a Safe transaction has got. `threshold` is undefined where the Safe could not be read. */
export type SignatureProgress = {
  /** Signatures of present owners; one of a former owner does not count. */
  readonly signed: number
  readonly threshold: number | undefined
}

export function signatureProgress({
  transaction,
  safe,
}: {
  transaction: ProposedTransaction
  safe: SafeState | undefined
}): SignatureProgress {
  const signed = safe
    ? transaction.confirmations.filter(({ owner }) => isOwner(safe, owner)).length
    : transaction.confirmations.length
  return { signed, threshold: safe?.threshold }
}

/** Signatures that do not count, because their signer is no owner any more. */
export function lapsedConfirmations({
  transaction,
  safe,
}: {
  transaction: ProposedTransaction
  safe: SafeState
}): readonly Confirmation[] {
  return transaction.confirmations.filter(({ owner }) => !isOwner(safe, owner))
}

export const isOwner = (safe: SafeState, address: Address): boolean =>
  safe.owners.some((owner) => sameAddress(owner, address))

export const hasSigned = (transaction: ProposedTransaction, address: Address): boolean =>
  transaction.confirmations.some(({ owner }) => sameAddress(owner, address))

/** The state of the Safe a transaction belongs to, among those that were read. */
export function safeOf(
  safes: readonly SafeState[],
  transaction: ProposedTransaction,
): SafeState | undefined {
  const { chainId, address } = transaction.transaction.safe
  return safes.find(({ safe }) => safe.chainId === chainId && sameAddress(safe.address, address))
}
