import { and, eq } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import { type AskedRoles, writeAskedRoles } from '@/lib/core/timelock/kind/asked-roles'
import type { Store } from './store'
import { timelocks } from './timelock-schema'

/**
 * Keeps what the contract said of its roles.
 *
 * @returns Whether it was kept: not where the timelock has moved on, or back, in the meantime.
 */
export async function saveAskedRoles(
  { database }: Pick<Store, 'database'>,
  {
    timelock: { chainId, address },
    indexed,
    roles,
    now,
  }: {
    readonly timelock: ChainAddress
    readonly indexed: Block
    readonly roles: AskedRoles
    readonly now: Date
  },
): Promise<boolean> {
  const saved = await database
    .update(timelocks)
    .set({ roles: writeAskedRoles(roles), modified: now })
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
