import type { Hash } from 'viem'
import { saveSourceBundles } from '@/lib/adapters/store/save-source-bundles'
import type { Store } from '@/lib/adapters/store/store'
import type { SourceClaim, StoredBundle } from '@/lib/adapters/store/stored-sources'
import { BaseError } from '@/lib/core/error/base-error'
import type { BundledSources } from '@/lib/core/source/bundle-sources'
import { hashSerializedBundle, serializeSourceBundle } from '@/lib/core/source/hash-source-bundle'
import type { SourceBundle } from '@/lib/core/source/source-bundle'

/** What all bundles together may take, so that uploads cannot fill a disk. */
const storeLimit = 1024 * 1024 * 1024

/** There is no room for more sources. */
export class SourceStoreFullError extends BaseError {
  override readonly name = 'SourceStoreFullError'
  constructor({ stored }: { stored: number }) {
    super('There is no room for more sources here.', {
      facts: [
        ['Stored', `${stored} bytes`],
        ['Allowed', `${storeLimit} bytes`],
      ],
      hint: 'Review with the command line, which needs no server, or ask whoever runs this instance.',
    })
  }
}

export type SaveSourcesParameters = Omit<SourceClaim, 'claimedAt'> & {
  readonly sources: BundledSources
}

/**
 * Keeps sources under their hash, with the claim that code was compiled from them. That is a claim and nothing more until
 * somebody compiles them again.
 *
 * @returns The hash of the bundle, and that of the whole where it holds more.
 * @throws SourceStoreFullError
 */
export async function saveSources(
  { store }: { store: Store },
  { sources, ...claim }: SaveSourcesParameters,
): Promise<{ hash: Hash; whole: Hash; isNew: boolean }> {
  const closure = toStored(sources.bundle)
  const whole = sources.whole === sources.bundle ? closure : toStored(sources.whole)
  const saved = await saveSourceBundles(store, {
    bundles: whole === closure ? [closure] : [closure, whole],
    claim: { ...claim, claimedAt: new Date() },
    limit: storeLimit,
  })
  if (saved.status === 'full') throw new SourceStoreFullError(saved)
  return { hash: closure.hash, whole: whole.hash, isNew: saved.isNew }
}

function toStored(bundle: SourceBundle): StoredBundle {
  const json = serializeSourceBundle(bundle)
  return { hash: hashSerializedBundle(json), json }
}
