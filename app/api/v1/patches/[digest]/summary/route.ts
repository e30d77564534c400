import { loadDesks } from '@/app/(desk)/load-desks'
import { patchSummary } from '@/app/(desk)/patches/[patch]/patch-summary'
import { errorResponse } from '@/app/api/v1/json'
import { noPatch } from '@/app/api/v1/patches/[digest]/find-patch'
import { valueResponse } from '@/app/api/v1/value-response'
import { unreadError } from '@/lib/actions/unread-error'
import { findRecord, parseKey } from '@/lib/core/patch/find-record'

type Context = { params: Promise<{ digest: string }> }

/** All that the page of a patch shows, whether or not it has a dossier. Whoever only asks begins nothing. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const { digest } = await params
    const key = parseKey(digest)
    if (!key) return noPatch(digest, 400)
    const { desks } = await loadDesks(key)
    const found = findRecord(desks, key)
    if (found) return valueResponse(request, await patchSummary(found, desks))
    const unread = unreadError(desks)
    return unread ? errorResponse(unread) : noPatch(key, 404)
  } catch (error) {
    return errorResponse(error)
  }
}
