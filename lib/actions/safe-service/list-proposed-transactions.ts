import type { Address } from 'viem'
import { listSafeTransactions } from '@/lib/adapters/store/list-safe-transactions'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { TransactionRecord } from '@/lib/core/safe/transaction-record'
import type { SafeServiceContext } from './safe-service-context'

export type ListProposedTransactionsParameters = {
  safe: Address
  /**
   * The Safe's nonce now: what stands below it and was not executed was replaced. Undefined where the chain did not
   * answer; then nothing is called replaced.
   */
  nonce: bigint | undefined
}

/** More open transactions, or more that are over, than this are not what a signer looks at. */
const mostTransactions = 500

/**
 * What was proposed for a Safe here and what it executed, lowest nonce first. Unsigned proposals are left out. What is next
 * to execute is never crowded out: of the open ones the lowest nonces are kept, of the others the newest. The chain is not
 * asked: see `followSafe`.
 */
export async function listProposedTransactions(
  context: SafeServiceContext,
  { safe, nonce }: ListProposedTransactionsParameters,
): Promise<ProposedTransaction[]> {
  const page = { chainId: context.chainId, safe, limit: mostTransactions, offset: 0 }
  const current = nonce ?? 0n
  const over = await listSafeTransactions(context.store, {
    ...page,
    filter: { trusted: true, nonce: [['lt', current]] },
  })
  const open = await listSafeTransactions(context.store, {
    ...page,
    filter: { trusted: true, nonce: [['gte', current]] },
    order: [
      { by: 'nonce', descending: false },
      { by: 'created', descending: false },
    ],
  })
  return [...over.transactions.reverse(), ...open.transactions].map((record) =>
    toProposedTransaction(record, current),
  )
}

function toProposedTransaction(record: TransactionRecord, nonce: bigint): ProposedTransaction {
  const { transaction, safeTxHash, proposer, proposedByDelegate, origin, execution } = record
  return {
    transaction,
    safeTxHash,
    proposer,
    ...(proposedByDelegate && { proposedByDelegate }),
    submittedAt: toSeconds(record.submittedAt),
    origin,
    confirmations: record.confirmations.map(({ owner, signature, submittedAt }) => ({
      owner,
      signature,
      submittedAt: toSeconds(submittedAt),
    })),
    outcome: execution
      ? {
          status: 'executed',
          success: execution.success,
          transactionHash: execution.transactionHash,
          blockNumber: execution.blockNumber,
          executedAt: execution.blockTimestamp,
        }
      : { status: transaction.nonce < nonce ? 'replaced' : 'pending' },
  }
}

const toSeconds = (date: Date) => BigInt(Math.floor(date.getTime() / 1_000))
