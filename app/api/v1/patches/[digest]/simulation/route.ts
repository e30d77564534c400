import { loadDesk } from '@/app/(desk)/load-desk'
import { loadSimulation } from '@/app/(desk)/patches/[patch]/load-simulation'
import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { BaseError } from '@/lib/core/error/base-error'
import { findRecord, parseKey } from '@/lib/core/patch/find-record'
import { serializeSimulation } from '@/lib/core/report/serialize-simulation'

type Context = { params: Promise<{ digest: string }> }

/**
 * The last simulation of a patch, byte for byte as it was hashed: its hash is the ETag. To ask is to look: where it is due,
 * another one is begun. 202 while there is none yet and one is under way.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const key = parseKey((await params).digest)
  if (!key) return noPatch((await params).digest, 400)
  try {
    const found = findRecord((await loadDesk(key)).desks, key)
    if (!found) return noPatch(key, 404)
    const { last, progress, failure } = (await loadSimulation(found, true)) ?? {}
    if (!last && progress) return jsonResponse({ status: 'running', progress }, 202)
    if (!last) return notSimulated(failure)
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'etag',
      'cache-control': 'no-cache',
      etag: `"${last.hash}"`,
    }
    if (request.headers.get('if-none-match') === headers.etag) {
      return new Response(null, { status: 304, headers })
    }
    return new Response(serializeSimulation(last.report), { headers })
  } catch (error) {
    return errorResponse(error)
  }
}

function noPatch(given: string, status: number): Response {
  const hint = 'Give the patch digest, the operation id or the safeTxHash that its page has.'
  const what = status === 404 ? 'No such patch is known here.' : 'That is no key of a patch.'
  return errorResponse(new BaseError(what, { facts: [['Given', given]], hint }), status)
}

function notSimulated(failure: string | undefined): Response {
  const facts = failure === undefined ? [] : ([['Last attempt', failure]] as const)
  const hint =
    'It is tried while it is open and its chain answers. suture simulate tries it anywhere.'
  return errorResponse(
    new BaseError('No simulation of this patch is stored here.', { facts, hint }),
    404,
  )
}
