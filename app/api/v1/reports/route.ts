import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { writeRoute } from '@/app/api/v1/write-route'
import { ForeignReportError, importDocument } from '@/lib/actions/exchange/import-document'
import { getServerContext } from '@/lib/config/server-context'

/** Large reports carry the sources of many contracts. */
const bodyLimit = 5 * 1_024 * 1_024

/** Keeps a report that was made elsewhere, where the configuration allows it. */
export const POST = writeRoute(
  { route: 'POST /api/v1/reports', kind: 'report', bodyLimit },
  async ({ text, note }) => {
    try {
      const { hash, isNew } = await importDocument(await getServerContext(), { json: text })
      note({ subject: hash })
      return jsonResponse({ hash }, isNew ? 201 : 200)
    } catch (error) {
      return errorResponse(error, error instanceof ForeignReportError ? 403 : undefined)
    }
  },
)
