import { type BaseWorld, startBaseWorld } from '@/e2e/harness/base-world'
import { cacheDirectory } from '@/scripts/cache-directory.mjs'

/**
 * Puts the world on one chain and its proposals in one database; each test file works on a fork of the one and a copy
 * of the other. Whoever has set SUTURE_E2E_BASE keeps such a world running and gets it used again.
 */
// biome-ignore lint/style/noDefaultExport: Playwright calls the default export
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  // Workers inherit the environment, and the servers that they start.
  process.env.SUTURE_CACHE_DIR ??= cacheDirectory
  if (process.env.SUTURE_E2E_BASE) return undefined
  const base: BaseWorld = await startBaseWorld()
  process.env.SUTURE_E2E_BASE = base.directory
  return base.stop
}
