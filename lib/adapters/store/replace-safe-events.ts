import { and, eq, gte, inArray, notExists, sql } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { insertConfirmations } from './insert-confirmations'
import type { ApprovalEvent, ExecutionEvent, SafeEvent } from './safe-events'
import type { ScanCursor } from './scan-cursor'
import {
  safeApprovals,
  safeConfirmations,
  safeExecutions,
  safeTransactions,
  scanCursors,
} from './schema'
import type { Store, StoreDatabase } from './store'

export type ReplaceSafeEventsParameters = {
  safe: ChainAddress
  /** Everything stored from this block on is forgotten first. */
  fromBlock: bigint
  /** All events of the chain from there to where was scanned. */
  events: readonly SafeEvent[]
  /** What is stored for good after this; undefined leaves nothing for good. */
  cursor: ScanCursor | undefined
  /** Whether the scan reached the head of the chain: only then does a missing event mean that it is gone. */
  complete: boolean
  observedAt: Date
}

/**
 * Puts what the chain says now in place of what it said before, in one transaction. Executions that are gone leave
 * proposals pending again, and what was only known from them is forgotten.
 */
export async function replaceSafeEvents(
  { database }: Pick<Store, 'database'>,
  { safe, fromBlock, events, cursor, complete, observedAt }: ReplaceSafeEventsParameters,
): Promise<void> {
  await database.transaction(async (transaction) => {
    // Two processes that follow the same Safe take turns.
    await transaction.execute(
      sql`select pg_advisory_xact_lock(hashtext(${`${safe.chainId}:${safe.address}`}))`,
    )
    for (const table of [safeApprovals, safeExecutions]) {
      await transaction
        .delete(table)
        .where(
          and(
            eq(table.chainId, safe.chainId),
            eq(table.safe, safe.address),
            gte(table.blockNumber, fromBlock),
          ),
        )
    }
    for (const event of events) {
      if (event.kind === 'approval') await insertApproval(transaction, safe, event)
      else await insertExecution(transaction, safe, event, observedAt)
    }
    await dropUnobserved(transaction, safe)
    if (complete) await dropUnapproved(transaction, safe)
    await saveCursor(transaction, safe, cursor)
  })
}

async function insertApproval(
  database: StoreDatabase,
  safe: ChainAddress,
  { safeTxHash, owner, position }: ApprovalEvent,
): Promise<void> {
  await database
    .insert(safeApprovals)
    .values({ chainId: safe.chainId, safe: safe.address, safeTxHash, owner, ...position })
    .onConflictDoNothing()
}

async function insertExecution(
  database: StoreDatabase,
  safe: ChainAddress,
  { safeTxHash, execution, transaction, signatures }: ExecutionEvent,
  observedAt: Date,
): Promise<void> {
  const chainId = safe.chainId
  await database
    .insert(safeExecutions)
    .values({
      ...execution,
      chainId,
      safe: safe.address,
      safeTxHash,
      signatures: execution.signatures ?? null,
    })
    .onConflictDoNothing()
  const submittedAt = new Date(Number(execution.blockTimestamp) * 1_000)
  if (transaction) {
    const { safe: _, ...fields } = transaction
    await database
      .insert(safeTransactions)
      .values({
        ...fields,
        chainId,
        safe: safe.address,
        safeTxHash,
        origin: '',
        proposer: null,
        proposedByDelegate: null,
        trusted: true,
        observed: true,
        submittedAt,
        modified: observedAt,
      })
      .onConflictDoUpdate({
        target: [safeTransactions.chainId, safeTransactions.safe, safeTransactions.safeTxHash],
        // What was executed has been vouched for by its owners.
        set: { trusted: true, modified: observedAt },
      })
  }
  await insertConfirmations(database, { chainId, safeTxHash, signatures, submittedAt })
}

/** Transactions that were only known from executions that are gone. */
async function dropUnobserved(database: StoreDatabase, safe: ChainAddress): Promise<void> {
  const gone = await database
    .delete(safeTransactions)
    .where(
      and(
        eq(safeTransactions.chainId, safe.chainId),
        eq(safeTransactions.safe, safe.address),
        eq(safeTransactions.observed, true),
        notExists(sameTransaction(safeExecutions)),
      ),
    )
    .returning({ safeTxHash: safeTransactions.safeTxHash })
  if (gone.length > 0) {
    const hashes = gone.map(({ safeTxHash }) => safeTxHash)
    await database
      .delete(safeConfirmations)
      .where(
        and(
          eq(safeConfirmations.chainId, safe.chainId),
          inArray(safeConfirmations.safeTxHash, hashes),
        ),
      )
  }
}

/** Approvals that were sent here as signatures, and are no longer on chain. */
async function dropUnapproved(database: StoreDatabase, safe: ChainAddress): Promise<void> {
  await database.execute(sql`
    delete from ${safeConfirmations} using ${safeTransactions}
    where ${safeConfirmations.kind} = 'approved-hash'
      and ${safeConfirmations.chainId} = ${safeTransactions.chainId}
      and ${safeConfirmations.safeTxHash} = ${safeTransactions.safeTxHash}
      and ${safeTransactions.chainId} = ${safe.chainId} and ${safeTransactions.safe} = ${safe.address}
      and not exists ${sameTransaction(safeExecutions)}
      and not exists (select 1 from ${safeApprovals}
        where ${safeApprovals.chainId} = ${safeTransactions.chainId}
          and ${safeApprovals.safe} = ${safeTransactions.safe}
          and ${safeApprovals.safeTxHash} = ${safeTransactions.safeTxHash}
          and ${safeApprovals.owner} = ${safeConfirmations.owner})`)
}

const sameTransaction = (table: typeof safeExecutions) =>
  sql`(select 1 from ${table} where ${table.chainId} = ${safeTransactions.chainId} and ${table.safe} = ${safeTransactions.safe} and ${table.safeTxHash} = ${safeTransactions.safeTxHash})`

async function saveCursor(
  database: StoreDatabase,
  safe: ChainAddress,
  cursor: ScanCursor | undefined,
): Promise<void> {
  const { chainId, address } = safe
  if (!cursor) {
    await database
      .delete(scanCursors)
      .where(
        and(
          eq(scanCursors.chainId, chainId),
          eq(scanCursors.address, address),
          eq(scanCursors.subject, 'safe'),
        ),
      )
    return
  }
  await database
    .insert(scanCursors)
    .values({ chainId, address, subject: 'safe', ...cursor })
    .onConflictDoUpdate({
      target: [scanCursors.chainId, scanCursors.address, scanCursors.subject],
      set: { ...cursor },
    })
}
