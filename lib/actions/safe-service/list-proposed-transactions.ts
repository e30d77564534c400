import type { Address } from 'viem'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { TransactionRecord } from '@/lib/core/safe/transaction-record'
import { readTransactions } from './read-transactions'
import type { SafeServiceContext } from './safe-service-context'

export type ListProposedTransactionsParameters = {
  safe: Address
  /** The Safe's nonce, where it was read already: what stands below it and was not executed was replaced. */
  nonce?: bigint | undefined
  /** Highest nonces first. Default 500. */
  limit?: number | undefined
}

/**
 * What was proposed for a Safe here and what it executed, highest nonce first, as the pages show it. Unsigned proposals
 * are left out.
 *
 * @throws NotASafeError | RpcUnreachableError where the nonce has to be read and cannot be.
 */
export async function listProposedTransactions(
  context: SafeServiceContext,
  { safe, nonce, limit = 500 }: ListProposedTransactionsParameters,
): Promise<ProposedTransaction[]> {
  const { client, chainId } = context
  const current = nonce ?? (await readSafe(client, { chainId, address: safe })).nonce
  const { transactions } = await readTransactions(context, {
    safe,
    filter: { trusted: true },
    limit,
    offset: 0,
  })
  return transactions.map((record) => toProposedTransaction(record, current))
}

/** @param nonce The Safe's nonce now. */
export function toProposedTransaction(
  record: TransactionRecord,
  nonce: bigint,
): ProposedTransaction {
  const { transaction, safeTxHash, proposer, origin, execution } = record
  return {
    transaction,
    safeTxHash,
    proposer,
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
