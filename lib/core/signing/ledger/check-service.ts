import type { Known } from '@/lib/core/chain/snapshot'
import { diffTransactions, type FieldPair, fieldPair } from '@/lib/core/safe/diff-transactions'
import { judgeFact, type LedgerEntry } from './ledger-entry'
import type { LedgerSubject } from './ledger-subject'
import type { ServiceFacts, ServiceTransaction } from './service-facts'

/** Under this hash the service keeps this very transaction, field by field, wherever it tells of it. */
export function checkService(
  subject: Pick<LedgerSubject, 'transaction' | 'safeTxHash'>,
  service: Known<ServiceFacts> | undefined,
): LedgerEntry {
  const head = {
    id: 'service',
    title: 'The Safe service keeps this very transaction',
    anchor: 'service',
  } as const
  if (!service) {
    return { ...head, verdict: 'not-applicable', detail: 'No Safe service takes part.' }
  }
  return judgeFact(service, head, ({ answer, pending }) => {
    if (!answer) {
      return { verdict: 'unknown', detail: 'The service does not know a transaction of this hash.' }
    }
    const listed = pending.filter(
      ({ safeTxHash }) => safeTxHash.toLowerCase() === subject.safeTxHash.toLowerCase(),
    )
    for (const told of [answer, ...listed]) {
      const difference = differenceOf(subject, told)
      if (difference) {
        const { field, left: expected, right: found } = difference
        const detail = `Under this hash the service keeps another ${field}.`
        return { verdict: 'fail', detail, expected, found }
      }
    }
    return { verdict: 'pass', detail: 'Every field was compared.' }
  })
}

/** The first field that differs: on the left the value on this page, on the right that of the service. */
function differenceOf(
  { transaction, safeTxHash }: Pick<LedgerSubject, 'transaction' | 'safeTxHash'>,
  told: ServiceTransaction,
): FieldPair | undefined {
  return [
    fieldPair('safeTxHash', 'bytes', safeTxHash, told.safeTxHash),
    ...diffTransactions(transaction, told.transaction),
  ].find(({ differs }) => differs)
}
