import { errorResponse, jsonResponse, toJson } from '@/app/api/v1/json'
import { NoSuchPatchError, notePlace } from '@/app/api/v1/patches/[digest]/notes/note-place'
import { requireSession, sessionStatus } from '@/app/api/v1/session/require-session'
import { stateResponse } from '@/app/api/v1/state-response'
import { writeRoute } from '@/app/api/v1/write-route'
import { readNotes, saveNote, TooManyNotesError } from '@/lib/actions/owner-words/save-note'
import { getServerContext } from '@/lib/config/server-context'
import { noQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'
import { parseNoteRequest } from '@/lib/core/signing/owner-requests'

/** Two thousand characters, whatever their alphabet and however they are escaped. */
const bodyLimit = 16 * 1_024

type Context = { params: Promise<{ digest: string }> }

/** What owners have written under a patch, oldest first: their words, checked by nobody. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    readQuery(noQuery, new URL(request.url).searchParams)
    const { patch, keys, isOwner } = await notePlace((await params).digest)
    const notes = (await readNotes(await getServerContext(), { keys })).map((note) => ({
      ...note,
      isByOwner: isOwner(note.safe, note.author),
    }))
    return await stateResponse(request, {
      revision: toJson({ patch, notes }),
      body: async () => ({ patch, notes }),
    })
  } catch (error) {
    return errorResponse(error, statusOf(error))
  }
}

/** Keeps what the owner who is signed in writes under a patch. */
export const POST = writeRoute<Context>(
  { route: 'POST /api/v1/patches/[digest]/notes', kind: 'note', bodyLimit },
  async (write, { params }) => {
    try {
      const { patch, safes } = await notePlace((await params).digest)
      write.note({ subject: patch })
      const { account } = await requireSession(write, safes[0])
      const { text } = parseNoteRequest(write.text)
      const { id } = await saveNote(await getServerContext(), {
        ...{ patch, safes, text, author: account, now: new Date() },
      })
      return jsonResponse({ id, patch, author: account }, 201)
    } catch (error) {
      return errorResponse(error, statusOf(error))
    }
  },
)

function statusOf(error: unknown): number | undefined {
  if (error instanceof NoSuchPatchError) return 404
  return error instanceof TooManyNotesError ? 429 : sessionStatus(error)
}
