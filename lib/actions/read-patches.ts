import { type Hash, isAddressEqual } from 'viem'
import { listDossiers } from '@/lib/adapters/store/list-dossiers'
import { readDossier } from '@/lib/adapters/store/read-dossier'
import type { Store } from '@/lib/adapters/store/store'
import type { StoredDossier } from '@/lib/adapters/store/stored-dossier'
import type { ProtocolConfig } from '@/lib/config/config'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { InvalidDossierError, parseDossier } from '@/lib/core/patch/parse-dossier'
import type { Patch } from '@/lib/core/patch/patch'
import { patchOperation } from '@/lib/core/patch/patch-operation'

/**
 * Dossiers are hashed again when they are read, and belong where their own bytes say: the database is no authority on
 * its own contents.
 */
export async function readPatches(
  store: Store,
  parameters: { protocol: ProtocolConfig; operationIds: readonly Hash[]; digest: Hash | undefined },
): Promise<Patch[]> {
  const { protocol, operationIds, digest } = parameters
  const { chainId, timelock } = protocol
  const [listed, asked] = await Promise.all([
    listDossiers(store, { chainId, timelock, operationIds }),
    digest && readDossier(store, { digest }),
  ])
  const stored = new Map(
    [...listed, ...(asked ? [asked] : [])].map((each) => [each.digest, each] as const),
  )
  const wanted = new Set<Hash>(operationIds)
  return [...stored.values()].flatMap((each) => {
    const patch = patchOf(each)
    const isMine = patch?.chainId === chainId && isAddressEqual(patch.timelock, timelock)
    return isMine && (each === asked || wanted.has(patchOperation(patch).id)) ? [patch] : []
  })
}

function patchOf({ digest, json }: StoredDossier): Patch | undefined {
  try {
    const patch = hashPatch(parseDossier(json))
    return patch.digest === digest ? patch : undefined
  } catch (error) {
    if (error instanceof InvalidDossierError) return undefined
    throw error
  }
}
