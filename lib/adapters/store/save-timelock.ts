import { sql } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Known } from '@/lib/core/chain/snapshot'
import { writeDetection } from '@/lib/core/timelock/kind/detection-json'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import type { FollowedWhy } from './followed-timelock'
import type { Store } from './store'
import { timelocks } from './timelock-schema'

export type SaveTimelockParameters = {
  readonly timelock: ChainAddress
  readonly detection: TimelockDetection
  readonly firstBlock: Known<bigint>
  readonly scanFrom: bigint
  readonly why: FollowedWhy
  readonly now: Date
}

/**
 * Follows a timelock from now on. One that is followed already keeps what is known of it; its detection is replaced, and a
 * configured one stays configured.
 */
export async function saveTimelock(
  { database }: Pick<Store, 'database'>,
  { timelock, detection, firstBlock, scanFrom, why, now }: SaveTimelockParameters,
): Promise<void> {
  const found = {
    kind: detection.kind,
    generation: detection.generation,
    detection: writeDetection(detection),
  }
  await database
    .insert(timelocks)
    .values({
      ...timelock,
      ...found,
      firstBlock: firstBlock.known ? firstBlock.value : null,
      firstBlockProblem: firstBlock.known ? null : firstBlock.reason,
      scanFrom,
      followedWhy: why,
      followedSince: now,
      lookedAt: now,
      modified: now,
    })
    .onConflictDoUpdate({
      target: [timelocks.chainId, timelocks.address],
      set: {
        ...found,
        detectedBlock: null,
        lookedAt: now,
        modified: now,
        followedWhy: sql`case when ${timelocks.followedWhy} = 'config' then 'config' else excluded.followed_why end`,
      },
    })
}
