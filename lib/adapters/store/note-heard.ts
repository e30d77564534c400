import { and, eq } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Store } from './store'
import { timelocks } from './timelock-schema'

/** Notes that the nodes of a timelock told their newest block, though it may be the one that is known. */
export async function noteHeard(
  { database }: Pick<Store, 'database'>,
  { timelock: { chainId, address }, now }: { readonly timelock: ChainAddress; readonly now: Date },
): Promise<void> {
  await database
    .update(timelocks)
    .set({ heardAt: now })
    .where(and(eq(timelocks.chainId, chainId), eq(timelocks.address, address)))
}
