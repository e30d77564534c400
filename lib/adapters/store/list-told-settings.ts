import { and, asc, eq, gt } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { readSettingJson } from '@/lib/core/timelock/kind/setting-json'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import type { Store } from './store'
import { timelockSettings } from './timelock-schema'

/**
 * All changes of the settings of a timelock, oldest first.
 *
 * @param parameters.unlessSince Undefined is answered where none stands in a later block than this one.
 */
export async function listToldSettings(
  { database }: Pick<Store, 'database'>,
  {
    timelock,
    unlessSince,
  }: { readonly timelock: ChainAddress; readonly unlessSince: bigint | undefined },
): Promise<TimelockSetting[] | undefined> {
  const { chainId, timelock: address, blockNumber, logIndex, json } = timelockSettings
  const isOf = and(eq(chainId, timelock.chainId), eq(address, timelock.address))
  if (unlessSince !== undefined) {
    const later = await database
      .select({ blockNumber })
      .from(timelockSettings)
      .where(and(isOf, gt(blockNumber, unlessSince)))
      .limit(1)
    if (later.length === 0) return undefined
  }
  const rows = await database
    .select({ json })
    .from(timelockSettings)
    .where(isOf)
    .orderBy(asc(blockNumber), asc(logIndex))
  return rows.map((row) => readSettingJson(row.json))
}
