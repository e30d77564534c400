import { type Address, isAddressEqual } from 'viem'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'

/** What an account is to a Safe transaction, and what that leaves it to do. */
export type SignerStanding = 'over' | 'no-wallet' | 'not-an-owner' | 'has-signed' | 'may-sign'

export function signerStanding({
  transaction,
  safe,
  account,
}: {
  transaction: ProposedTransaction
  safe: Pick<SafeState, 'owners'>
  account: Address | undefined
}): SignerStanding {
  if (transaction.outcome.status !== 'pending') return 'over'
  if (!account) return 'no-wallet'
  if (!safe.owners.some((owner) => isAddressEqual(owner, account))) return 'not-an-owner'
  const signed = transaction.confirmations.some(({ owner }) => isAddressEqual(owner, account))
  return signed ? 'has-signed' : 'may-sign'
}
