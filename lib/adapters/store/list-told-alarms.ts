import { and, asc, eq } from 'drizzle-orm'
import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Alarm } from '@/lib/core/patch/alarm'
import { alarms, dossiers } from './schema'
import type { Store } from './store'
import { toAlarm } from './to-alarm'

/** More than anybody reads. */
const most = 5_000

/** Every alarm there was at a timelock, each with the operation of its patch, or what else the patch has its page under. */
export async function listToldAlarms(
  { database }: Pick<Store, 'database'>,
  { chainId, address }: ChainAddress,
): Promise<(Alarm & { readonly operation: Hash })[]> {
  const rows = await database
    .select({ alarm: alarms, operation: dossiers.operationId })
    .from(alarms)
    .leftJoin(dossiers, eq(dossiers.digest, alarms.patch))
    .where(and(eq(alarms.chainId, chainId), eq(alarms.timelock, address)))
    .orderBy(asc(alarms.firstBlock), asc(alarms.kind), asc(alarms.what))
    .limit(most)
  return rows.map(({ alarm, operation }) => ({
    ...toAlarm(alarm),
    operation: operation ?? alarm.patch,
  }))
}
