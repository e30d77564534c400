import { and, eq, lt } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Store } from './store'
import { timelocks } from './timelock-schema'

/** Readers come by the hundred: once in a minute is enough to know that somebody looks. */
const minute = 60_000

/** Notes that somebody looks at a timelock. */
export async function touchTimelock(
  { database }: Pick<Store, 'database'>,
  { chainId, address, now }: ChainAddress & { readonly now: Date },
): Promise<void> {
  await database
    .update(timelocks)
    .set({ lookedAt: now })
    .where(
      and(
        eq(timelocks.chainId, chainId),
        eq(timelocks.address, address),
        lt(timelocks.lookedAt, new Date(now.getTime() - minute)),
      ),
    )
}
