import { BaseError } from '@/lib/core/error/base-error'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { compared, judgeFact, type LedgerEntry } from './ledger-entry'
import type { LedgerSubject } from './ledger-subject'
import type { SigningFacts } from './signing-facts'

/** The hash of the fields that are shown, the one that is shown, and the one that the Safe itself computes are one. */
export function checkHash(
  { transaction, safeTxHash, version }: LedgerSubject,
  facts: Pick<SigningFacts, 'contractDomainHash' | 'contractSafeTxHash'>,
): LedgerEntry {
  const head = {
    id: 'safe-tx-hash',
    title: 'safeTxHash computed here equals the Safe’s own',
    anchor: 'chain',
  } as const
  const computed = hashHere(transaction, version)
  if ('problem' in computed) return { ...head, verdict: 'unknown', detail: computed.problem }
  const { domainHash } = computed
  const shown = compared(computed.safeTxHash, safeTxHash, {
    same: '',
    differs: 'The fields on this page hash to something else than the hash that stands on it.',
  })
  if (shown.verdict === 'fail') return { ...head, ...shown, anchor: 'recomputed' }
  const domain = judgeFact(facts.contractDomainHash, head, (found) =>
    compared(domainHash, found, { same: '', differs: 'The Safe names another domain hash.' }),
  )
  if (domain.verdict !== 'pass') return domain
  return judgeFact(facts.contractSafeTxHash, head, (found) =>
    compared(computed.safeTxHash, found, {
      same: 'Recomputed from the fields on this page, and asked of the contract.',
      differs: 'The Safe computes another hash from these fields.',
    }),
  )
}

/** A transaction that no Safe of this version could hash has no hash to compare. */
function hashHere(transaction: SafeTransaction, version: string) {
  try {
    return hashSafeTransaction({ transaction, version })
  } catch (error) {
    const problem = error instanceof BaseError ? error.shortMessage : 'It cannot be hashed.'
    return { problem }
  }
}
