import type { Address, Hash } from 'viem'
import { NotASafeError } from '@/lib/adapters/rpc/not-a-safe-error'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import {
  type ListSafeTransactionsParameters,
  type ListSafeTransactionsReturnType,
  listSafeTransactions,
} from '@/lib/adapters/store/list-safe-transactions'
import { listSafes } from '@/lib/adapters/store/list-safes'
import { readSafeTransaction } from '@/lib/adapters/store/read-safe-transaction'
import type { TransactionRecord } from '@/lib/core/safe/transaction-record'
import { followSafe } from './follow-safe'
import type { SafeServiceContext } from './safe-service-context'
import { NotFoundError } from './safe-service-error'

/** Milliseconds that a reader waits for the chain. */
const longestWait = 8_000

/**
 * One page of the transactions of a Safe, after a look at the chain. While the chain cannot be reached, what is stored
 * is answered: a proposal is no less true for that.
 */
export async function readTransactions(
  context: SafeServiceContext,
  parameters: Omit<ListSafeTransactionsParameters, 'chainId'>,
): Promise<ListSafeTransactionsReturnType> {
  const { store, chainId } = context
  await followIfPossible(context, parameters.safe)
  return await listSafeTransactions(store, { ...parameters, chainId })
}

/**
 * One transaction, after a look at the chain.
 *
 * @throws NotFoundError
 */
export async function readTransaction(
  context: SafeServiceContext,
  { safeTxHash }: { safeTxHash: Hash },
): Promise<TransactionRecord> {
  const { store, chainId } = context
  const known = await readSafeTransaction(store, { chainId, safeTxHash })
  if (!known) throw new NotFoundError(`The transaction ${safeTxHash}`)
  await followIfPossible(context, known.transaction.safe.address)
  const followed = await readSafeTransaction(store, { chainId, safeTxHash })
  if (!followed) throw new NotFoundError(`The transaction ${safeTxHash}`)
  return followed
}

/** How many confirmations a Safe asks for, as last read; 0 where it was never read. */
export async function readThreshold(
  { store, chainId }: SafeServiceContext,
  { safe }: { safe: Address },
): Promise<number> {
  const known = await listSafes(store, { chainId, safe })
  return known[0]?.threshold ?? 0
}

/** A first look at a long chain, or at a slow node, goes on behind an answer that was given without it. */
async function followIfPossible(context: SafeServiceContext, safe: Address): Promise<void> {
  const follow = followSafe(context, { safe }).catch((error) => {
    if (error instanceof RpcUnreachableError || error instanceof NotASafeError) return
    throw error
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, longestWait)
  })
  try {
    await Promise.race([follow, patience])
  } finally {
    clearTimeout(timer)
    // Whoever waited is gone; the next look will meet the same trouble and say so.
    follow.catch(() => {})
  }
}
