import { jsonResponse } from '@/app/api/v1/json'
import { writeRoute } from '@/app/api/v1/write-route'
import { savePatch } from '@/lib/actions/save-patch'
import { getServerContext } from '@/lib/config/server-context'

/** Larger than any dossier that `parseDossier` accepts with calls of a realistic size. */
const bodyLimit = 1024 * 1024

/** Stores a dossier. Its digest is its name; whoever has it can check it. */
export const POST = writeRoute(
  { route: 'POST /api/v1/patches', kind: 'dossier', bodyLimit },
  async ({ text, note }) => {
    const { patch, isNew } = await savePatch(await getServerContext(), { json: text })
    note({ subject: patch.digest })
    return jsonResponse({ digest: patch.digest }, isNew ? 201 : 200)
  },
)
