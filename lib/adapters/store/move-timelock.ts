import { and, eq, isNull } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import type { StoreDatabase } from './store'
import { timelocks } from './timelock-schema'

export type MoveTimelockParameters = {
  readonly timelock: ChainAddress
  /** Where it stands; undefined before the first. */
  readonly after: Block | undefined
  readonly to: Block | undefined
  /** What changes with it. */
  readonly set: Partial<typeof timelocks.$inferInsert>
}

/**
 * Moves a timelock from the block up to which it was indexed to another.
 *
 * @returns Whether it still stood there: who comes second finds that it does not.
 */
export async function moveTimelock(
  database: StoreDatabase,
  { timelock: { chainId, address }, after, to, set }: MoveTimelockParameters,
): Promise<boolean> {
  const { indexedHash } = timelocks
  const moved = await database
    .update(timelocks)
    .set({
      ...set,
      indexedBlock: to?.number ?? null,
      indexedHash: to?.hash ?? null,
      indexedTimestamp: to?.timestamp ?? null,
    })
    .where(
      and(
        eq(timelocks.chainId, chainId),
        eq(timelocks.address, address),
        after ? eq(indexedHash, after.hash) : isNull(indexedHash),
      ),
    )
    .returning({ address: timelocks.address })
  return moved.length > 0
}
