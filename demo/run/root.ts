import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where the demo keeps its chain, database, configuration and logs. */
export const stateDirectory = join(root, '.suture')
