import type { Hash } from 'viem'
import { requestApi, type SutureApi } from '@/lib/adapters/suture-api/request-api'
import { SutureApiError } from '@/lib/adapters/suture-api/suture-api-error'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { parseDossier } from '@/lib/core/patch/parse-dossier'
import type { Patch } from '@/lib/core/patch/patch'

/**
 * Fetches a patch by its digest. The digest is recomputed here from what came, so it does not matter who answered.
 *
 * @returns undefined where no dossier with this digest is stored.
 * @throws SutureApiError where the server fails, or answers with another dossier; InvalidDossierError.
 */
export async function fetchPatch(
  api: SutureApi,
  { digest }: { digest: Hash },
): Promise<Patch | undefined> {
  let text: string
  try {
    text = await requestApi(api, { path: `/api/v1/patches/${digest}` })
  } catch (error) {
    if (error instanceof SutureApiError && error.status === 404) return undefined
    throw error
  }
  const patch = hashPatch(parseDossier(text))
  if (patch.digest === digest.toLowerCase()) return patch
  throw new SutureApiError(200, 'The server answered with another dossier.', {
    facts: [
      ['Digest asked for', digest],
      ['Digest of the answer', patch.digest],
    ],
    hint: 'Do not rely on this server for this patch. Ask another instance, or read the dossier from a file.',
  })
}
