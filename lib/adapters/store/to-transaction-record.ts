import type {
  ConfirmationRecord,
  ExecutionRecord,
  TransactionRecord,
} from '@/lib/core/safe/transaction-record'
import type { safeExecutions, safeTransactions } from './schema'

type TransactionRow = typeof safeTransactions.$inferSelect
type ExecutionRow = typeof safeExecutions.$inferSelect

/** Rows of the database as the domain knows them. */
export function toTransactionRecord(
  row: TransactionRow,
  execution: ExecutionRow | null,
  confirmations: readonly ConfirmationRecord[],
): TransactionRecord {
  return {
    transaction: {
      safe: { chainId: row.chainId, address: row.safe },
      target: row.target,
      value: row.value,
      data: row.data,
      operation: row.operation,
      safeTxGas: row.safeTxGas,
      baseGas: row.baseGas,
      gasPrice: row.gasPrice,
      gasToken: row.gasToken,
      refundReceiver: row.refundReceiver,
      nonce: row.nonce,
    },
    safeTxHash: row.safeTxHash,
    origin: row.origin,
    proposer: row.proposer ?? undefined,
    proposedByDelegate: row.proposedByDelegate ?? undefined,
    trusted: row.trusted,
    submittedAt: row.submittedAt,
    modified: row.modified,
    confirmations,
    execution: execution ? toExecutionRecord(execution) : undefined,
  }
}

function toExecutionRecord(row: ExecutionRow): ExecutionRecord {
  const { chainId: _, safe: __, safeTxHash: ___, signatures, ...rest } = row
  return { ...rest, signatures: signatures ?? undefined }
}
