import { type LoadedDesks, loadDesks } from '@/app/(desk)/load-desks'
import { errorResponse } from '@/app/api/v1/json'
import { noPatch } from '@/app/api/v1/patches/[digest]/find-patch'
import { unreadError } from '@/lib/actions/unread-error'
import { type FoundRecord, findRecord, parseKey } from '@/lib/core/patch/find-record'
import { UnknownSafeVersionError } from '@/lib/core/safe/safe-version'

/** What is answered of the record that a request names, with a dossier or without; or why nothing can be said of it. */
export async function patchResponse(
  given: string,
  answer: (found: FoundRecord, loaded: LoadedDesks) => Promise<Response>,
): Promise<Response> {
  try {
    const key = parseKey(given)
    if (!key) return noPatch(given, 400)
    const loaded = await loadDesks(key)
    const found = findRecord(loaded.desks, key)
    if (found) return await answer(found, loaded)
    const unread = unreadError(loaded.desks)
    return unread ? errorResponse(unread) : noPatch(key, 404)
  } catch (error) {
    // Nothing is wrong with the request: this build cannot hash for such a Safe.
    return errorResponse(error, error instanceof UnknownSafeVersionError ? 501 : undefined)
  }
}
