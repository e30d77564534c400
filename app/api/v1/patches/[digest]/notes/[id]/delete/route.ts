import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { NoSuchPatchError, notePlace } from '@/app/api/v1/patches/[digest]/notes/note-place'
import { requireSession, sessionStatus } from '@/app/api/v1/session/require-session'
import { writeRoute } from '@/app/api/v1/write-route'
import { NoSuchNoteError, removeNote } from '@/lib/actions/owner-words/save-note'
import { getServerContext } from '@/lib/config/server-context'

type Context = { params: Promise<{ digest: string; id: string }> }

/** Takes a note away for its author. */
export const POST = writeRoute<Context>(
  { route: 'POST /api/v1/patches/[digest]/notes/[id]/delete', kind: 'note', bodyLimit: 1_024 },
  async (write, { params }) => {
    try {
      const { digest, id } = await params
      const { patch, keys, safes } = await notePlace(digest)
      write.note({ subject: patch })
      const { account } = await requireSession(write, safes[0])
      await removeNote(await getServerContext(), { keys, id, author: account })
      return jsonResponse({ id, patch })
    } catch (error) {
      return errorResponse(error, statusOf(error))
    }
  },
)

function statusOf(error: unknown): number | undefined {
  if (error instanceof NoSuchPatchError || error instanceof NoSuchNoteError) return 404
  return sessionStatus(error)
}
