import { dossiers } from './schema'
import type { Store } from './store'
import type { StoredDossier } from './stored-dossier'

/**
 * Stores a dossier under its digest. Storing the same one again changes nothing.
 *
 * @returns Whether it is new here.
 */
export async function saveDossier(
  { database }: Pick<Store, 'database'>,
  dossier: StoredDossier,
): Promise<boolean> {
  const inserted = await database
    .insert(dossiers)
    .values(dossier)
    .onConflictDoNothing()
    .returning({ digest: dossiers.digest })
  return inserted.length > 0
}
