import { openPglite } from './open-pglite'
import { openPostgres } from './open-postgres'
import type { Store } from './store'

export type { Store }

export type OpenStoreParameters = {
  /** `postgres://…`; wins over `directory`. */
  databaseUrl?: string | undefined
  /** Folder of the embedded database; created when missing. Without either, all is kept in memory. */
  directory?: string | undefined
}

/**
 * Opens the database and brings its schema up to date. An acknowledged write survives the end of the process.
 *
 * @throws StoreUnreachableError | StoreInUseError | MigrationsMissingError
 */
export function openStore({ databaseUrl, directory }: OpenStoreParameters = {}): Promise<Store> {
  return databaseUrl ? openPostgres(databaseUrl) : openPglite(directory)
}
