import { loadSimulation } from '@/app/(desk)/patches/[patch]/load-simulation'
import { documentResponse } from '@/app/api/v1/document-response'
import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { findPatch } from '@/app/api/v1/patches/[digest]/find-patch'
import { BaseError } from '@/lib/core/error/base-error'
import { serializeSimulation } from '@/lib/core/report/serialize-simulation'

type Context = { params: Promise<{ digest: string }> }

/**
 * The last simulation of a patch, byte for byte as it was hashed: its hash is the ETag. To ask is to look: where it is due,
 * another one is begun. 202 while there is none yet and one is under way.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const found = await findPatch((await params).digest)
    if (found instanceof Response) return found
    const { last, progress, failure } = (await loadSimulation(found, true)) ?? {}
    if (!last && progress) return jsonResponse({ status: 'running', progress }, 202)
    if (!last) return notSimulated(failure)
    const json = serializeSimulation(last.report)
    return documentResponse(request, { hash: last.hash, json })
  } catch (error) {
    return errorResponse(error)
  }
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
