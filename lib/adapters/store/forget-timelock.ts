import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { callSubjects } from '@/lib/core/timelock/kind/call-subjects'
import { lockTimelock } from './lock-timelock'
import type { Store } from './store'
import {
  scanRanges,
  timelockLogs,
  timelockOperations,
  timelockSettings,
  timelocks,
} from './timelock-schema'

/** Follows a timelock no longer; all that was known of it can be read again from the chain. */
export async function forgetTimelock(
  { database }: Pick<Store, 'database'>,
  { chainId, address }: ChainAddress,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await lockTimelock(transaction, { chainId, address })
    // First, so that whoever indexes it finds it gone.
    await transaction
      .delete(timelocks)
      .where(and(eq(timelocks.chainId, chainId), eq(timelocks.address, address)))
    for (const table of [timelockLogs, timelockOperations, timelockSettings]) {
      await transaction
        .delete(table)
        .where(and(eq(table.chainId, chainId), eq(table.timelock, address)))
    }
    await transaction
      .delete(scanRanges)
      .where(
        and(
          eq(scanRanges.chainId, chainId),
          inArray(scanRanges.subject, [address, ...Object.values(callSubjects(address))]),
        ),
      )
  })
}

/** Timelocks that nobody configured, the ones at which nobody has looked for longest first. */
export async function listForgettable({
  database,
}: Pick<Store, 'database'>): Promise<(ChainAddress & { readonly since: Date })[]> {
  const { chainId, address, followedSince: since } = timelocks
  return await database
    .select({ chainId, address, since })
    .from(timelocks)
    .where(ne(timelocks.followedWhy, 'config'))
    .orderBy(asc(timelocks.lookedAt), asc(chainId), asc(address))
}
