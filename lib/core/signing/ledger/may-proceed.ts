import type { LedgerEntry } from './ledger-entry'

/**
 * Whether nothing stands in the way. An empty ledger is no permission, and only what asks for an answer can be answered.
 *
 * @param answered Ids of the entries that the signer has answered.
 */
export function mayProceed(
  ledger: readonly LedgerEntry[],
  answered: ReadonlySet<string> = new Set(),
): boolean {
  return ledger.length > 0 && blockingEntries(ledger, answered).length === 0
}

/** What stands in the way, in the order of the ledger. */
export function blockingEntries(
  ledger: readonly LedgerEntry[],
  answered: ReadonlySet<string> = new Set(),
): LedgerEntry[] {
  return ledger.filter(
    ({ id, verdict, isTold }) =>
      verdict === 'fail' ||
      (verdict === 'unknown' && !isTold) ||
      (verdict === 'needs-acknowledgement' && !answered.has(id)),
  )
}
