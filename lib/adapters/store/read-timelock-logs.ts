import { and, asc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { type OperationLog, unpackLogs } from './packed-logs'
import type { Store } from './store'
import { timelockLogs } from './timelock-schema'

/** The stored events of some operations of a timelock, or of its settings, oldest first. */
export async function readTimelockLogs(
  store: Pick<Store, 'database'>,
  {
    timelock,
    of,
    until,
  }: {
    readonly timelock: ChainAddress
    readonly of: readonly Hash[] | 'settings'
    /** Only up to this block. */
    readonly until?: bigint | undefined
  },
): Promise<OperationLog[]> {
  const { operationId } = timelockLogs
  return await select(
    store,
    timelock,
    of === 'settings'
      ? isNull(operationId)
      : sql`${operationId} in (select json_array_elements_text(${JSON.stringify(of)}::json))`,
    until === undefined ? undefined : sql`${timelockLogs.blockNumber} <= ${until}`,
  )
}

/** The stored events of a timelock after a block, oldest first. */
export async function readTimelockLogsAfter(
  store: Pick<Store, 'database'>,
  { timelock, block }: { readonly timelock: ChainAddress; readonly block: bigint },
): Promise<OperationLog[]> {
  return await select(store, timelock, gt(timelockLogs.blockNumber, block))
}

async function select(
  { database }: Pick<Store, 'database'>,
  { chainId, address }: ChainAddress,
  ...conditions: (SQL | undefined)[]
): Promise<OperationLog[]> {
  const ofTimelock = and(eq(timelockLogs.chainId, chainId), eq(timelockLogs.timelock, address))
  const rows = await database
    .select()
    .from(timelockLogs)
    .where(and(ofTimelock, ...conditions))
    .orderBy(asc(timelockLogs.blockNumber), asc(timelockLogs.logIndex))
  return rows.flatMap((row) =>
    unpackLogs(row).map((log) => ({ operationId: row.operationId, log })),
  )
}
