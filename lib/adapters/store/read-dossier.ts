import { eq } from 'drizzle-orm'
import type { Hash } from 'viem'
import { dossiers } from './schema'
import type { Store } from './store'
import type { StoredDossier } from './stored-dossier'

/** The dossier with this digest, if it is stored here. */
export async function readDossier(
  { database }: Pick<Store, 'database'>,
  { digest }: { digest: Hash },
): Promise<StoredDossier | undefined> {
  const [dossier] = await database.select().from(dossiers).where(eq(dossiers.digest, digest))
  return dossier
}
