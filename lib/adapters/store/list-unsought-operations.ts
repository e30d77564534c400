import { and, desc, eq, isNull } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { readOperationJson } from '@/lib/core/timelock/kind/operation-json'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { Store } from './store'
import { timelockOperations } from './timelock-schema'

/** Operations of which no event says who scheduled them and no transaction was looked at for it, the newest first. */
export async function listUnsoughtOperations(
  { database }: Pick<Store, 'database'>,
  {
    timelock: { chainId, address },
    limit,
  }: { readonly timelock: ChainAddress; readonly limit: number },
): Promise<QueuedOperation[]> {
  const table = timelockOperations
  const rows = await database
    .select({ operation: table.operation })
    .from(table)
    .where(
      and(
        eq(table.chainId, chainId),
        eq(table.timelock, address),
        isNull(table.proposer),
        isNull(table.proposerFrom),
      ),
    )
    .orderBy(desc(table.scheduledAt), desc(table.id))
    .limit(limit)
  return rows.map(({ operation }) => readOperationJson(operation))
}
