import { startBossJobs } from './boss-jobs'
import type { Jobs } from './jobs'
import { createLocalJobs } from './local-jobs'

/** Jobs shared through PostgreSQL where there is one; otherwise those of this process, which is the only one. */
export async function openJobs({
  databaseUrl,
}: {
  readonly databaseUrl: string | undefined
}): Promise<Jobs> {
  return databaseUrl === undefined ? createLocalJobs() : await startBossJobs(databaseUrl)
}
