import { and, eq } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { writeDetection } from '@/lib/core/timelock/kind/detection-json'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import type { Store } from './store'
import { timelocks } from './timelock-schema'

/** Keeps what a followed timelock was found to be at a block, with its history and roles. */
export async function saveDetection(
  { database }: Pick<Store, 'database'>,
  {
    timelock: { chainId, address },
    detection,
    blockNumber,
    now,
  }: {
    readonly timelock: ChainAddress
    readonly detection: TimelockDetection
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
      modified: now,
    })
    .where(and(eq(timelocks.chainId, chainId), eq(timelocks.address, address)))
}
