import { isAddressEqual } from 'viem'
import { saveDossier } from '@/lib/adapters/store/save-dossier'
import type { Store } from '@/lib/adapters/store/store'
import type { Config } from '@/lib/config/config'
import { BaseError } from '@/lib/core/error/base-error'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { parseDossier } from '@/lib/core/patch/parse-dossier'
import type { Patch } from '@/lib/core/patch/patch'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'

/** The dossier is for a Safe and timelock that this instance does not look after. */
export class ForeignDossierError extends BaseError {
  override readonly name = 'ForeignDossierError'
  constructor(patch: Patch) {
    super('This instance does not look after that Safe and timelock.', {
      facts: [
        ['Chain', String(patch.chainId)],
        ['Safe', patch.safe],
        ['Timelock', patch.timelock],
      ],
      hint: 'Add the protocol to the configuration, or store the dossier at the instance that serves it.',
    })
  }
}

/**
 * Stores a dossier under its digest. It is kept as the canonical JSON that was hashed; storing it again changes nothing.
 *
 * @param json - The dossier as text.
 * @throws InvalidDossierError, ForeignDossierError
 */
export async function savePatch(
  { store, config }: { store: Store; config: Config },
  { json }: { json: string },
): Promise<{ patch: Patch; isNew: boolean }> {
  const patch = hashPatch(parseDossier(json))
  const known = config.protocols.some(
    ({ chainId, safe, timelock }) =>
      chainId === patch.chainId &&
      isAddressEqual(safe, patch.safe) &&
      isAddressEqual(timelock, patch.timelock),
  )
  if (!known) throw new ForeignDossierError(patch)
  const isNew = await saveDossier(store, {
    digest: patch.digest,
    json: serializeDossier(patch),
    chainId: patch.chainId,
    timelock: patch.timelock,
    operationId: patchOperation(patch).id,
    storedAt: new Date(),
  })
  return { patch, isNew }
}
