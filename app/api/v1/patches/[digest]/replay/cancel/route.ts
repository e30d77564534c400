import { loadReplay } from '@/app/(desk)/patches/[patch]/load-replay'
import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { findPatch } from '@/app/api/v1/patches/[digest]/find-patch'
import { backToReplay, isForm } from '@/app/api/v1/patches/[digest]/replay/replay-requests'
import { assertSameOrigin } from '@/app/api/v1/same-origin'
import { cancelReplay } from '@/lib/actions/replay/start-replay'
import { getServerContext } from '@/lib/config/server-context'

/** Ends a replay that is under way. What it has found stays, so that it can go on. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ digest: string }> },
): Promise<Response> {
  try {
    assertSameOrigin(request)
    const found = await findPatch((await params).digest)
    if (found instanceof Response) return found
    const { timelock } = (await loadReplay(found)) ?? {}
    const { key } = found.record
    const cancelled = timelock && (await cancelReplay(await getServerContext(), { timelock, key }))
    return isForm(request) ? backToReplay(found) : jsonResponse({ cancelled: cancelled ?? false })
  } catch (error) {
    return errorResponse(error)
  }
}
