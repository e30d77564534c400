import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { lockDirectory } from './directory-lock'
import { DurableNodeFS, durableStartParams } from './durable-node-fs'
import { migrationsFolder } from './migrations-folder'
import * as schema from './schema'
import type { Store } from './store'

/**
 * Opens the embedded database. Without a directory it lives in memory and is gone on `close()`.
 *
 * @throws StoreInUseError when another process has the directory open.
 */
export async function openPglite(directory: string | undefined): Promise<Store> {
  const release = directory === undefined ? () => {} : lockDirectory(directory)
  try {
    const client = await createClient(directory)
    const database = drizzle({ client, schema, casing: 'snake_case' })
    await migrate(database, { migrationsFolder: migrationsFolder() })
    return {
      kind: 'pglite',
      database,
      close: () => client.close().finally(release),
    }
  } catch (error) {
    release()
    throw error
  }
}

function createClient(directory: string | undefined): Promise<PGlite> {
  if (directory === undefined) return PGlite.create()
  return PGlite.create({
    fs: new DurableNodeFS(join(directory, 'pgdata')),
    relaxedDurability: false,
    startParams: [...PGlite.defaultStartParams, ...durableStartParams],
  })
}
