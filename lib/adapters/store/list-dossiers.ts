import { and, desc, eq } from 'drizzle-orm'
import type { Address, Hash } from 'viem'
import { dossiers } from './schema'
import type { Store } from './store'
import type { StoredDossier } from './stored-dossier'

export type ListDossiersParameters = {
  chainId?: number | undefined
  timelock?: Address | undefined
  operationId?: Hash | undefined
  /** Default 1,000. */
  limit?: number | undefined
}

/** Stored dossiers, newest first. */
export function listDossiers(
  { database }: Pick<Store, 'database'>,
  { chainId, timelock, operationId, limit = 1_000 }: ListDossiersParameters = {},
): Promise<StoredDossier[]> {
  return database
    .select()
    .from(dossiers)
    .where(
      and(
        chainId === undefined ? undefined : eq(dossiers.chainId, chainId),
        timelock === undefined ? undefined : eq(dossiers.timelock, timelock),
        operationId === undefined ? undefined : eq(dossiers.operationId, operationId),
      ),
    )
    .orderBy(desc(dossiers.storedAt), desc(dossiers.digest))
    .limit(limit)
}
