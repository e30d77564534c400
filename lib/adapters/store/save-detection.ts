import { and, eq } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import { writeDetection } from '@/lib/core/timelock/kind/detection-json'
import { type SilentDelay, writeSilentDelays } from '@/lib/core/timelock/kind/silent-delay'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import type { Store } from './store'
import { timelocks } from './timelock-schema'

/**
 * Keeps what a followed timelock was found to be, with its history and roles.
 *
 * @param parameters.indexed The block up to which it is indexed, at which that was found.
 * @returns Whether it was kept: not where the timelock has moved on, or back, in the meantime.
 */
export async function saveDetection(
  { database }: Pick<Store, 'database'>,
  {
    timelock: { chainId, address },
    indexed,
    detection,
    silentDelays,
    now,
  }: {
    readonly timelock: ChainAddress
    readonly indexed: Pick<Block, 'number' | 'hash'>
    readonly detection: TimelockDetection
    /** All changes of its delays that were noticed; left out: those that are kept. */
    readonly silentDelays?: readonly SilentDelay[] | undefined
    readonly now: Date
  },
): Promise<boolean> {
  const { kind, generation } = detection
  const saved = await database
    .update(timelocks)
    .set({
      kind,
      generation,
      detection: writeDetection(detection),
      detectedBlock: indexed.number,
      ...(silentDelays && { silentDelays: writeSilentDelays(silentDelays) }),
      modified: now,
    })
    .where(
      and(
        eq(timelocks.chainId, chainId),
        eq(timelocks.address, address),
        eq(timelocks.indexedHash, indexed.hash),
      ),
    )
    .returning({ address: timelocks.address })
  return saved.length > 0
}
