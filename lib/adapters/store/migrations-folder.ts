import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { MigrationsMissingError } from './errors'

/**
 * Where the generated SQL lies. Bundlers move code but not data, so it is found from the working directory.
 *
 * @throws MigrationsMissingError
 */
export function migrationsFolder(): string {
  const folder = join(/* turbopackIgnore: true */ process.cwd(), 'lib/adapters/store/migrations')
  if (!existsSync(join(folder, 'meta', '_journal.json')))
    throw new MigrationsMissingError({ folder })
  return folder
}
