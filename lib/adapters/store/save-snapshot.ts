import { sql } from 'drizzle-orm'
import type { Hash } from 'viem'
import { snapshots } from './schema'
import type { Store } from './store'

/** Facts as JSON with the block they were read at. */
export type StoredSnapshot = {
  readonly key: string
  readonly json: string
  readonly blockNumber: bigint
  readonly blockHash: Hash
  readonly storedAt: Date
}

/** Keeps the last known facts under a key; what was there before is replaced. */
export async function saveSnapshot(
  { database }: Pick<Store, 'database'>,
  snapshot: StoredSnapshot,
): Promise<void> {
  await database
    .insert(snapshots)
    .values(snapshot)
    .onConflictDoUpdate({
      target: snapshots.key,
      set: {
        json: sql`excluded.json`,
        blockNumber: sql`excluded.block_number`,
        blockHash: sql`excluded.block_hash`,
        storedAt: sql`excluded.stored_at`,
      },
    })
}
