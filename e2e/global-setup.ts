import { startBaseWorld } from '@/e2e/harness/base-world'
import { startSharedDesk } from '@/e2e/harness/shared-desk'
import { cacheDirectory } from '@/scripts/cache-directory.mjs'

/**
 * Puts the world on one chain and its proposals in one database; each test file that changes something works on a fork of
 * the one and a copy of the other, and all that only read share one more. Whoever has set SUTURE_E2E_BASE keeps such a
 * world running and gets it used again.
 */
// biome-ignore lint/style/noDefaultExport: Playwright calls the default export
export default async function globalSetup(): Promise<() => Promise<void>> {
  // Workers inherit the environment, and the servers that they start.
  process.env.SUTURE_CACHE_DIR ??= cacheDirectory
  const base = process.env.SUTURE_E2E_BASE ? undefined : await startBaseWorld()
  if (base) process.env.SUTURE_E2E_BASE = base.directory
  try {
    const desk = await startSharedDesk()
    return async () => {
      await desk.stop()
      await base?.stop()
    }
  } catch (error) {
    await base?.stop()
    throw error
  }
}
