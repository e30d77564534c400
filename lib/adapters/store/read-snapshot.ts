import { eq } from 'drizzle-orm'
import type { StoredSnapshot } from './save-snapshot'
import { snapshots } from './schema'
import type { Store } from './store'

/** The last facts kept under a key. */
export async function readSnapshot(
  { database }: Pick<Store, 'database'>,
  { key }: { key: string },
): Promise<StoredSnapshot | undefined> {
  const [snapshot] = await database.select().from(snapshots).where(eq(snapshots.key, key))
  return snapshot
}
