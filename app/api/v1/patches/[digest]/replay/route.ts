import { loadReplay } from '@/app/(desk)/patches/[patch]/load-replay'
import { documentResponse } from '@/app/api/v1/document-response'
import { isForm } from '@/app/api/v1/is-form'
import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { findPatch } from '@/app/api/v1/patches/[digest]/find-patch'
import { writeRoute } from '@/app/api/v1/write-route'
import { startReplay } from '@/lib/actions/replay/start-replay'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import { serializeReplayReport } from '@/lib/core/report/serialize-replay-report'
import { backToReplay } from './back-to-replay'

type Context = { params: Promise<{ digest: string }> }

const bodyLimit = 4 * 1024

/**
 * The last replay of a patch, byte for byte as it was hashed: its hash is the ETag. 202 while there is none yet and one is
 * under way.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const found = await findPatch((await params).digest)
    if (found instanceof Response) return found
    const { last, progress, stopped } = (await loadReplay(found, true)) ?? {}
    if (!last && progress) return jsonResponse({ status: 'running', progress }, 202)
    if (!last) {
      const facts =
        stopped?.problem === undefined ? [] : [['Last attempt', stopped.problem] as const]
      const hint = 'POST here begins one. suture replay makes one anywhere.'
      const what = 'No replay of this patch is stored here.'
      return errorResponse(new BaseError(what, { facts, hint }), 404)
    }
    const json = serializeReplayReport(last.report)
    return documentResponse(request, { hash: last.hash, json })
  } catch (error) {
    return errorResponse(error)
  }
}

/**
 * Begins a replay of the last transactions, or goes on with one that has stopped. `last` of the form or of the JSON object
 * says how many; without it one that has stopped goes on, else the configuration tells.
 */
export const POST = writeRoute<Context>(
  { route: 'POST /api/v1/patches/[digest]/replay', kind: 'replay', bodyLimit },
  async ({ request, text, note }, { params }) => {
    const last = isForm(request) ? new URLSearchParams(text).get('last') : readLast(text)
    const found = await findPatch((await params).digest)
    if (found instanceof Response) return found
    const { key } = found.record
    note({ subject: key })
    const { input, timelock } = (await loadReplay(found, true)) ?? {}
    if (!input || !timelock) {
      const hint = 'It is replayed while it is open and its chain answers.'
      return errorResponse(new BaseError('This patch cannot be replayed here now.', { hint }), 409)
    }
    const count = last === null ? undefined : Number(last)
    startReplay(await getServerContext(), { timelock, key, input, last: count })
    if (isForm(request)) return backToReplay(found)
    const { progress } = (await loadReplay(found)) ?? {}
    return jsonResponse({ status: 'running', progress }, 202)
  },
)

/** @throws BaseError */
function readLast(body: string): string | null {
  if (body.trim() === '') return null
  try {
    const { last } = JSON.parse(body)
    return last === undefined ? null : String(last)
  } catch (cause) {
    throw new BaseError('The body is no JSON object.', { hint: 'Send { "last": 200 }.', cause })
  }
}
