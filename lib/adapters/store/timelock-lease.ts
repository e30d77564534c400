import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Store } from './store'
import { timelocks } from './timelock-schema'

export type TimelockLease = {
  readonly timelock: ChainAddress
  /** Who asks: one of a kind among all processes. */
  readonly holder: string
  readonly seconds: number
}

/**
 * Takes it on to index a timelock, or goes on with it. One that died with it loses it when its time is over, by the clock of
 * the database.
 *
 * @returns Whether it was free.
 */
export async function takeTimelockLease(
  { database }: Pick<Store, 'database'>,
  { timelock, holder, seconds }: TimelockLease,
): Promise<boolean> {
  const { leaseHolder, leaseUntil } = timelocks
  const taken = await database
    .update(timelocks)
    .set({ leaseHolder: holder, leaseUntil: sql`now() + make_interval(secs => ${seconds})` })
    .where(
      and(
        isTimelock(timelock),
        or(isNull(leaseUntil), sql`${leaseUntil} < now()`, eq(leaseHolder, holder)),
      ),
    )
    .returning({ address: timelocks.address })
  return taken.length > 0
}

/** Gives it back, where it is still one's own. */
export async function releaseTimelockLease(
  { database }: Pick<Store, 'database'>,
  { timelock, holder }: Omit<TimelockLease, 'seconds'>,
): Promise<void> {
  await database
    .update(timelocks)
    .set({ leaseHolder: null, leaseUntil: null })
    .where(and(isTimelock(timelock), eq(timelocks.leaseHolder, holder)))
}

function isTimelock({ chainId, address }: ChainAddress) {
  return and(eq(timelocks.chainId, chainId), eq(timelocks.address, address))
}
