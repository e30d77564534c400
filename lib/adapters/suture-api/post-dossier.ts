import * as z from 'zod/mini'
import { requestApi, type SutureApi } from '@/lib/adapters/suture-api/request-api'
import { SutureApiError } from '@/lib/adapters/suture-api/suture-api-error'
import type { Patch } from '@/lib/core/patch/patch'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'

const wireAnswer = z.object({ digest: z.string() })

/**
 * Stores the dossier of a patch under its digest. Doing it twice changes nothing.
 *
 * @throws SutureApiError where it is refused, and where the server names another digest than we computed.
 */
export async function postDossier(api: SutureApi, { patch }: { patch: Patch }): Promise<void> {
  const text = await requestApi(api, { path: '/api/v1/patches', body: serializeDossier(patch) })
  const stored = parseDigest(text)
  if (stored === patch.digest) return
  throw new SutureApiError(200, 'The server stored something else than was sent.', {
    facts: [
      ['Digest sent', patch.digest],
      ['Digest stored', stored ?? 'none named'],
    ],
    hint: 'Do not sign. Reload the page, and compare the version of the server with that of the page.',
  })
}

function parseDigest(text: string): string | undefined {
  try {
    const answer = wireAnswer.safeParse(JSON.parse(text))
    return answer.success ? answer.data.digest : undefined
  } catch {
    return undefined
  }
}
