import { loadDesk } from '@/app/(desk)/load-desk'
import { errorResponse } from '@/app/api/v1/json'
import { BaseError } from '@/lib/core/error/base-error'
import { type FoundRecord, findRecord, parseKey } from '@/lib/core/patch/find-record'

/** The record that a request names, or what to answer where there is none. */
export async function findPatch(given: string): Promise<FoundRecord | Response> {
  const key = parseKey(given)
  if (!key) return noPatch(given, 400)
  return findRecord((await loadDesk(key)).desks, key) ?? noPatch(key, 404)
}

function noPatch(given: string, status: number): Response {
  const hint = 'Give the patch digest, the operation id or the safeTxHash that its page has.'
  const what = status === 404 ? 'No such patch is known here.' : 'That is no key of a patch.'
  return errorResponse(new BaseError(what, { facts: [['Given', given]], hint }), status)
}

/** Whether a form without script has sent it, to which pages are the answer. */
export function isForm({ headers }: Request): boolean {
  return headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
}

/** Back to the replay on the page of the patch. */
export function backToReplay({ record }: FoundRecord): Response {
  const location = `/patches/${record.key}/simulation#replay`
  return new Response(null, { status: 303, headers: { location } })
}
