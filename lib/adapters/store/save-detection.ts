import { and, eq } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { writeDetection } from '@/lib/core/timelock/kind/detection-json'
import { type SilentDelay, writeSilentDelays } from '@/lib/core/timelock/kind/silent-delay'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import type { Store } from './store'
import { timelocks } from './timelock-schema'

/** Keeps what a followed timelock was found to be at a block, with its history and roles. */
export async function saveDetection(
  { database }: Pick<Store, 'database'>,
  {
    timelock: { chainId, address },
    detection,
    silentDelays,
    blockNumber,
    now,
  }: {
    readonly timelock: ChainAddress
    readonly detection: TimelockDetection
    /** All changes of its delays that were noticed; left out: those that are kept. */
    readonly silentDelays?: readonly SilentDelay[] | undefined
    readonly blockNumber: bigint
    readonly now: Date
  },
): Promise<void> {
  const { kind, generation } = detection
  await database
    .update(timelocks)
    .set({
      kind,
      generation,
      detection: writeDetection(detection),
      detectedBlock: blockNumber,
      ...(silentDelays && { silentDelays: writeSilentDelays(silentDelays) }),
      modified: now,
    })
    .where(and(eq(timelocks.chainId, chainId), eq(timelocks.address, address)))
}
