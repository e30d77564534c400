import { jsonResponse } from '@/app/api/v1/json'
import { writeRoute } from '@/app/api/v1/write-route'
import { uploadSources } from '@/lib/actions/upload-sources'
import { getServerContext } from '@/lib/config/server-context'

/** As large as the sources of one contract may be. */
const bodyLimit = 5 * 1024 * 1024

const tooLargeHint =
  'Send the standard JSON input of the contract alone: its input, without tests, scripts and output.'

/** Stores what somebody says a contract was compiled from. Only compiling it again proves that. */
export const POST = writeRoute(
  { route: 'POST /api/v1/sources', kind: 'sources', bodyLimit, tooLargeHint },
  async ({ text, note }) => {
    const { isNew, ...saved } = await uploadSources(await getServerContext(), { json: text })
    note({ subject: saved.hash })
    return jsonResponse(saved, isNew ? 201 : 200)
  },
)
