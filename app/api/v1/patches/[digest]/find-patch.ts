import { loadDesks } from '@/app/(desk)/load-desks'
import { errorResponse } from '@/app/api/v1/json'
import { BaseError } from '@/lib/core/error/base-error'
import { type FoundRecord, findRecord, parseKey } from '@/lib/core/patch/find-record'

/** The record that a request names, or what to answer where there is none. */
export async function findPatch(given: string): Promise<FoundRecord | Response> {
  const key = parseKey(given)
  if (!key) return noPatch(given, 400)
  return findRecord((await loadDesks(key)).desks, key) ?? noPatch(key, 404)
}

/** What is said of a key that names no patch. */
export function noPatch(given: string, status: number): Response {
  const hint = 'Give the patch digest, the operation id or the safeTxHash that its page has.'
  const what = status === 404 ? 'No such patch is known here.' : 'That is no key of a patch.'
  return errorResponse(new BaseError(what, { facts: [['Given', given]], hint }), status)
}
