import { and, asc, eq, gte, lte } from 'drizzle-orm'
import type { Hex } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { logs } from './schema'
import type { Store } from './store'
import type { StoredLog } from './stored-log'

export type ReadLogsParameters = ChainAddress & {
  /** Both ends included. */
  fromBlock?: bigint | undefined
  toBlock?: bigint | undefined
}

/** The stored logs of an address, oldest first. */
export async function readLogs(
  { database }: Pick<Store, 'database'>,
  { chainId, address, fromBlock, toBlock }: ReadLogsParameters,
): Promise<StoredLog[]> {
  const rows = await database
    .select()
    .from(logs)
    .where(
      and(
        eq(logs.chainId, chainId),
        eq(logs.address, address),
        fromBlock === undefined ? undefined : gte(logs.blockNumber, fromBlock),
        toBlock === undefined ? undefined : lte(logs.blockNumber, toBlock),
      ),
    )
    .orderBy(asc(logs.blockNumber), asc(logs.logIndex))
  return rows.map(({ chainId: _, topics, ...log }) => ({ ...log, topics: topics as Hex[] }))
}
