import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Address, Hash } from 'viem'
import type { Alarm } from '@/lib/core/patch/alarm'
import { alarms } from './schema'
import type { Store } from './store'
import { toAlarm } from './to-alarm'

/** More than anybody reads. */
const most = 1_000

/** The alarms of all patches of a timelock that have not ended. */
export async function listAlarms(
  { database }: Pick<Store, 'database'>,
  { chainId, timelock }: { chainId: number; timelock: Address },
): Promise<(Alarm & { readonly patch: Hash })[]> {
  const rows = await database
    .select()
    .from(alarms)
    .where(
      and(eq(alarms.chainId, chainId), eq(alarms.timelock, timelock), isNull(alarms.endedBlock)),
    )
    .orderBy(asc(alarms.firstBlock), asc(alarms.kind), asc(alarms.what))
    .limit(most)
  return rows.map((row) => ({ ...toAlarm(row), patch: row.patch }))
}
