import { and, asc, eq, gt } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { delaysBefore } from '@/lib/core/timelock/kind/delays-before'
import { writeDetection } from '@/lib/core/timelock/kind/detection-json'
import { readSettingJson } from '@/lib/core/timelock/kind/setting-json'
import { writeSilentDelays } from '@/lib/core/timelock/kind/silent-delay'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'
import { toFollowedTimelock } from './followed-timelock'
import type { StoreDatabase } from './store'
import { timelockSettings, timelocks } from './timelock-schema'

/**
 * Forgets changes of delays that were noticed, or told by events, after a block, before those events are deleted. What the
 * timelock answered after it was said of another chain: it is asked again, and held against what was so before.
 */
export async function rollBackDelays(
  database: StoreDatabase,
  { chainId, address }: ChainAddress,
  kept: bigint,
): Promise<void> {
  const isIt = and(eq(timelocks.chainId, chainId), eq(timelocks.address, address))
  const [row] = await database.select().from(timelocks).where(isIt)
  if (!row || row.detectedBlock === null || row.detectedBlock <= kept) return
  const { detection, silentDelays } = toFollowedTimelock(row)
  const later = await database
    .select({ json: timelockSettings.json })
    .from(timelockSettings)
    .where(
      and(
        eq(timelockSettings.chainId, chainId),
        eq(timelockSettings.timelock, address),
        gt(timelockSettings.blockNumber, kept),
      ),
    )
    .orderBy(asc(timelockSettings.blockNumber), asc(timelockSettings.logIndex))
  const told = later.flatMap(({ json }) => {
    const setting = readSettingJson(json)
    if (setting.what !== 'delay') return []
    const { name, before, position } = setting
    return [{ name, before, blockNumber: position.blockNumber }]
  })
  const isGone = ({ blockNumber }: { readonly blockNumber: bigint }) => blockNumber > kept
  const gone = [...silentDelays.filter(isGone), ...told].toSorted((a, b) =>
    Number(a.blockNumber - b.blockNumber),
  )
  const before = delaysBefore({
    ...{ detection, gone },
    names: timelockAdapters[detection.kind].silentDelays?.names,
  })
  await database
    .update(timelocks)
    .set({
      ...(before && { detection: writeDetection(before) }),
      // Where nothing tells what the delays were, they are asked as if for the first time.
      detectedBlock: before ? kept : null,
      ...(silentDelays.some(isGone) && {
        silentDelays: writeSilentDelays(silentDelays.filter((one) => !isGone(one))),
      }),
    })
    .where(isIt)
}
