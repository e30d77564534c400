import { and, asc, eq } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { readOperationJson } from '@/lib/core/timelock/kind/operation-json'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { Store } from './store'
import { timelockOperations } from './timelock-schema'

/** The operations of a timelock of which no event tells: batches without calls that were found by the calls it took. */
export async function listSilentOperations(
  { database }: Pick<Store, 'database'>,
  { chainId, address }: ChainAddress,
): Promise<QueuedOperation[]> {
  const table = timelockOperations
  const rows = await database
    .select({ operation: table.operation })
    .from(table)
    .where(and(eq(table.chainId, chainId), eq(table.timelock, address), eq(table.calls, 0)))
    .orderBy(asc(table.scheduledBlock), asc(table.id))
  return rows
    .map(({ operation }) => readOperationJson(operation))
    .filter(({ origin }) => origin === 'calls')
}
