import { and, eq, sql } from 'drizzle-orm'
import type { Store } from './store'
import { scanLeases } from './timelock-schema'

export type ScanLease = {
  readonly chainId: number
  /** For what blocks are scanned, as in `scan_ranges`. */
  readonly subject: string
  /** Who asks: one of a kind among all processes. */
  readonly holder: string
  readonly seconds: number
}

/**
 * Takes it on to scan blocks for a subject, or goes on with it. One that died with it loses it when its time is over, by the
 * clock of the database.
 *
 * @returns Whether it was free.
 */
export async function takeScanLease(
  { database }: Pick<Store, 'database'>,
  { chainId, subject, holder, seconds }: ScanLease,
): Promise<boolean> {
  const until = sql`now() + make_interval(secs => ${seconds})`
  const taken = await database
    .insert(scanLeases)
    .values({ chainId, subject, holder, until })
    .onConflictDoUpdate({
      target: [scanLeases.chainId, scanLeases.subject],
      set: { holder, until },
      setWhere: sql`${scanLeases.until} < now() or ${scanLeases.holder} = ${holder}`,
    })
    .returning({ holder: scanLeases.holder })
  return taken.length > 0
}

/** Gives it back, where it is still one's own. */
export async function releaseScanLease(
  { database }: Pick<Store, 'database'>,
  { chainId, subject, holder }: Omit<ScanLease, 'seconds'>,
): Promise<void> {
  await database
    .delete(scanLeases)
    .where(
      and(
        eq(scanLeases.chainId, chainId),
        eq(scanLeases.subject, subject),
        eq(scanLeases.holder, holder),
      ),
    )
}
