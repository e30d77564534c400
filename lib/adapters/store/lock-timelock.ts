import { sql } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { StoreDatabase } from './store'

/** Milliseconds after which the database ends a transaction that nobody goes on with: its machine may be gone without a word. */
const longestSilence = 60_000

/**
 * Waits until nobody else writes events or operations of a timelock, and keeps others waiting until the transaction ends. The
 * row of the timelock stays free all the while: leases are renewed and visits noted there.
 *
 * @param transaction In which it is the first to be done: who waits for it may hold nothing that others wait for.
 */
export async function lockTimelock(
  transaction: StoreDatabase,
  { chainId, address }: ChainAddress,
): Promise<void> {
  const name = `timelock ${chainId} ${address}`
  await transaction.execute(
    sql`select set_config('idle_in_transaction_session_timeout', ${String(longestSilence)}, true)`,
  )
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
}
