import { loadReplay } from '@/app/(desk)/patches/[patch]/load-replay'
import { isForm } from '@/app/api/v1/is-form'
import { jsonResponse } from '@/app/api/v1/json'
import { findPatch } from '@/app/api/v1/patches/[digest]/find-patch'
import { backToReplay } from '@/app/api/v1/patches/[digest]/replay/back-to-replay'
import { writeRoute } from '@/app/api/v1/write-route'
import { cancelReplay } from '@/lib/actions/replay/start-replay'
import { getServerContext } from '@/lib/config/server-context'

/** Ends a replay that is under way. What it has found stays, so that it can go on. */
export const POST = writeRoute<{ params: Promise<{ digest: string }> }>(
  {
    route: 'POST /api/v1/patches/[digest]/replay/cancel',
    kind: 'replay',
    bodyLimit: 4 * 1_024,
  },
  async ({ request, note }, { params }) => {
    const found = await findPatch((await params).digest)
    if (found instanceof Response) return found
    const { timelock } = (await loadReplay(found)) ?? {}
    const { key } = found.record
    note({ subject: key })
    const cancelled = timelock && (await cancelReplay(await getServerContext(), { timelock, key }))
    return isForm(request) ? backToReplay(found) : jsonResponse({ cancelled: cancelled ?? false })
  },
)
