import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Pool } from 'pg'
import { StoreUnreachableError } from './errors'
import { migrationsFolder } from './migrations-folder'
import * as schema from './schema'
import type { Store } from './store'

/** Any constant will do, as long as every process of ours takes the same one. */
const migrationLock = 0x5375_7475

/**
 * Opens PostgreSQL. Processes that start at once migrate one after another.
 *
 * @param databaseUrl `postgres://user:password@host:port/name`
 * @throws StoreUnreachableError
 */
export async function openPostgres(databaseUrl: string): Promise<Store> {
  const pool = new Pool({ connectionString: databaseUrl, max: 10, connectionTimeoutMillis: 10_000 })
  // A connection that dies while idle is replaced at its next use; unheard, the event would end the process.
  pool.on('error', () => {})
  // So would that of one that dies within a transaction; there the next statement fails.
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    await migrateAlone(pool)
  } catch (cause) {
    await pool.end()
    throw new StoreUnreachableError({ host: hostOf(databaseUrl), cause })
  }
  return {
    kind: 'postgres',
    database: drizzle({ client: pool, schema, casing: 'snake_case' }),
    close: () => pool.end(),
  }
}

async function migrateAlone(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await migrate(drizzle({ client }), { migrationsFolder: migrationsFolder() })
    await client.query('select pg_advisory_unlock($1)', [migrationLock])
  } finally {
    client.release()
  }
}

/** Without user and password: errors are shown and logged. */
function hostOf(databaseUrl: string): string {
  try {
    const { host, pathname } = new URL(databaseUrl)
    return `${host}${pathname}`
  } catch {
    return 'DATABASE_URL (not a URL)'
  }
}
