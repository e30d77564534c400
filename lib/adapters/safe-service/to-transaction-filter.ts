import type { z } from 'zod'
import type { transactionsQuery } from './wire-queries'

type Query = z.output<typeof transactionsQuery>
type Comparison = 'eq' | 'gt' | 'gte' | 'lt' | 'lte'

/** The query of the wire as conditions on the fields of a transaction. */
export function toTransactionFilter(query: Query) {
  return {
    executed: query.executed,
    trusted: query.trusted,
    hasConfirmations: query.has_confirmations,
    failed: query.failed,
    safeTxHash: query.safe_tx_hash,
    to: query.to,
    transactionHash: query.transaction_hash,
    nonce: comparisons<bigint>(query, 'nonce'),
    value: comparisons<bigint>(query, 'value'),
    modified: comparisons<Date>(query, 'modified'),
    submissionDate: comparisons<Date>(query, 'submission_date'),
    executionDate: comparisons<Date>(query, 'execution_date'),
  }
}

/** `-nonce,-created` → highest nonce first, newest first within a nonce. */
export function toTransactionOrder(ordering: string | undefined) {
  return ordering?.split(',').map((part) => ({
    by: part.replace('-', '') as 'nonce' | 'created' | 'modified',
    descending: part.startsWith('-'),
  }))
}

function comparisons<T>(query: Query, field: string): [Comparison, T][] {
  const bounds = query as Readonly<Record<string, unknown>>
  return (['eq', 'gt', 'gte', 'lt', 'lte'] as const).flatMap((comparison): [Comparison, T][] => {
    const bound = bounds[comparison === 'eq' ? field : `${field}__${comparison}`]
    return bound === undefined ? [] : [[comparison, bound as T]]
  })
}
