import { and, asc, desc, eq, exists, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Address, Hash } from 'viem'
import type { TransactionRecord } from '@/lib/core/safe/transaction-record'
import { readConfirmations } from './read-confirmations'
import { safeApprovals, safeConfirmations, safeExecutions, safeTransactions } from './schema'
import type { Store } from './store'
import { toTransactionRecord } from './to-transaction-record'

export type Comparison = 'eq' | 'gt' | 'gte' | 'lt' | 'lte'

export type SafeTransactionFilter = {
  executed?: boolean | undefined
  trusted?: boolean | undefined
  hasConfirmations?: boolean | undefined
  failed?: boolean | undefined
  safeTxHash?: Hash | undefined
  to?: Address | undefined
  transactionHash?: Hash | undefined
  nonce?: readonly (readonly [Comparison, bigint])[] | undefined
  value?: readonly (readonly [Comparison, bigint])[] | undefined
  modified?: readonly (readonly [Comparison, Date])[] | undefined
  submissionDate?: readonly (readonly [Comparison, Date])[] | undefined
  executionDate?: readonly (readonly [Comparison, Date])[] | undefined
}

export type SafeTransactionOrder = {
  by: 'nonce' | 'created' | 'modified' | 'timestamp'
  descending: boolean
}

export type ListSafeTransactionsParameters = {
  chainId: number
  safe: Address
  filter?: SafeTransactionFilter | undefined
  /** Default: highest nonce first, newest first within a nonce. */
  order?: readonly SafeTransactionOrder[] | undefined
  limit: number
  offset: number
}

export type ListSafeTransactionsReturnType = {
  transactions: TransactionRecord[]
  /** Of all that match, whatever the limit. */
  count: number
  countUniqueNonce: number
}

const defaultOrder: readonly SafeTransactionOrder[] = [
  { by: 'nonce', descending: true },
  { by: 'created', descending: true },
]

/** One page of the transactions of a Safe, with their confirmations and outcome. */
export async function listSafeTransactions(
  { database }: Pick<Store, 'database'>,
  parameters: ListSafeTransactionsParameters,
): Promise<ListSafeTransactionsReturnType> {
  const { chainId, safe, filter = {}, order = defaultOrder, limit, offset } = parameters
  const where = and(
    eq(safeTransactions.chainId, chainId),
    eq(safeTransactions.safe, safe),
    ...conditions(filter),
  )
  const execution = and(
    eq(safeExecutions.chainId, safeTransactions.chainId),
    eq(safeExecutions.safe, safeTransactions.safe),
    eq(safeExecutions.safeTxHash, safeTransactions.safeTxHash),
  )
  // One snapshot, so that the page, the count and the confirmations belong together.
  return await database.transaction(
    async (transaction) => {
      const [totals] = await transaction
        .select({
          count: sql<number>`count(*)`.mapWith(Number),
          countUniqueNonce: sql<number>`count(distinct ${safeTransactions.nonce})`.mapWith(Number),
        })
        .from(safeTransactions)
        .leftJoin(safeExecutions, execution)
        .where(where)
      const rows = await transaction
        .select()
        .from(safeTransactions)
        .leftJoin(safeExecutions, execution)
        .where(where)
        .orderBy(...order.map(orderExpression), asc(safeTransactions.safeTxHash))
        .limit(limit)
        .offset(offset)
      const confirmations = await readConfirmations(
        { database: transaction },
        { chainId, safeTxHashes: rows.map((row) => row.safe_transactions.safeTxHash) },
      )
      const transactions = rows.map((row) =>
        toTransactionRecord(
          row.safe_transactions,
          row.safe_executions,
          confirmations.get(row.safe_transactions.safeTxHash) ?? [],
        ),
      )
      return { transactions, count: 0, countUniqueNonce: 0, ...totals }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

function conditions(filter: SafeTransactionFilter): (SQL | undefined)[] {
  const { executed, trusted, failed, hasConfirmations, safeTxHash, to, transactionHash } = filter
  const executedAt = sql`to_timestamp(${safeExecutions.blockTimestamp}::float8)`
  return [
    executed === undefined
      ? undefined
      : executed
        ? isNotNull(safeExecutions.safeTxHash)
        : isNull(safeExecutions.safeTxHash),
    trusted === undefined ? undefined : eq(safeTransactions.trusted, trusted),
    failed === undefined ? undefined : eq(safeExecutions.success, !failed),
    hasConfirmations === undefined
      ? undefined
      : hasConfirmations
        ? confirmed
        : sql`not (${confirmed})`,
    safeTxHash && eq(safeTransactions.safeTxHash, safeTxHash),
    to && eq(safeTransactions.target, to),
    transactionHash && eq(safeExecutions.transactionHash, transactionHash),
    ...compareAll(safeTransactions.nonce, filter.nonce),
    ...compareAll(safeTransactions.value, filter.value),
    ...compareAll(safeTransactions.modified, filter.modified),
    ...compareAll(safeTransactions.submittedAt, filter.submissionDate),
    ...compareAll(executedAt, filter.executionDate),
  ]
}

const confirmed = or(
  exists(
    sql`(select 1 from ${safeConfirmations} where ${safeConfirmations.chainId} = ${safeTransactions.chainId} and ${safeConfirmations.safeTxHash} = ${safeTransactions.safeTxHash})`,
  ),
  exists(
    sql`(select 1 from ${safeApprovals} where ${safeApprovals.chainId} = ${safeTransactions.chainId} and ${safeApprovals.safe} = ${safeTransactions.safe} and ${safeApprovals.safeTxHash} = ${safeTransactions.safeTxHash})`,
  ),
)

const operators = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

function compareAll(
  column: unknown,
  comparisons: readonly (readonly [Comparison, bigint | Date])[] = [],
): SQL[] {
  return comparisons.map(([comparison, bound]) => {
    const value =
      typeof bound === 'bigint'
        ? sql`${bound.toString()}::numeric`
        : sql`${bound.toISOString()}::timestamptz`
    return sql`${column} ${sql.raw(operators[comparison])} ${value}`
  })
}

function orderExpression({ by, descending }: SafeTransactionOrder): SQL {
  const column = {
    nonce: safeTransactions.nonce,
    created: safeTransactions.submittedAt,
    modified: safeTransactions.modified,
    // When it happened: the execution where there is one, else the proposal.
    timestamp: sql`coalesce(to_timestamp(${safeExecutions.blockTimestamp}::float8), ${safeTransactions.submittedAt})`,
  }[by]
  return descending ? desc(column) : asc(column)
}
