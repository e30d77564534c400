import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Address, Hash } from 'viem'
import { dossiers } from './schema'
import type { Store } from './store'
import type { StoredDossier } from './stored-dossier'

export type ListDossiersParameters = {
  chainId?: number | undefined
  timelock?: Address | undefined
  /** Those of any of these operations; an empty list finds none. */
  operationIds?: readonly Hash[] | undefined
  /** Default 1,000. */
  limit?: number | undefined
}

/** Stored dossiers, newest first. */
export function listDossiers(
  { database }: Pick<Store, 'database'>,
  { chainId, timelock, operationIds, limit = 1_000 }: ListDossiersParameters = {},
): Promise<StoredDossier[]> {
  return database
    .select()
    .from(dossiers)
    .where(
      and(
        chainId === undefined ? undefined : eq(dossiers.chainId, chainId),
        timelock === undefined ? undefined : eq(dossiers.timelock, timelock),
        operationIds && inArray(dossiers.operationId, [...operationIds]),
      ),
    )
    .orderBy(desc(dossiers.storedAt), desc(dossiers.digest))
    .limit(limit)
}
