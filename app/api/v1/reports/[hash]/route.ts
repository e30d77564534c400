import { errorResponse, forAnyReader } from '@/app/api/v1/json'
import { readStoredReport } from '@/lib/actions/review/read-stored-report'
import { renderReport } from '@/lib/actions/review/render-report'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import { parseReportName, type ReportFormat } from './parse-report-name'

/** The report with this hash, byte for byte as it was hashed; with `.md` or `.html` behind it, rendered from these bytes. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ hash: string }> },
): Promise<Response> {
  const name = (await params).hash
  const asked = parseReportName(name)
  if (!asked) {
    const hint =
      'Give the hash of the report: 0x and 64 hexadecimal characters, then nothing, .json, .md or .html.'
    return errorResponse(new BaseError('That is no report.', { facts: [['Given', name]], hint }))
  }
  try {
    const json = await readStoredReport(await getServerContext(), asked)
    return json === undefined ? notStored() : reportResponse(json, asked)
  } catch (error) {
    return errorResponse(error)
  }
}

function notStored(): Response {
  const hint = 'It may be stored at another instance. suture review makes it again.'
  return errorResponse(new BaseError('No report with this hash is stored here.', { hint }), 404)
}

const types: Readonly<Record<ReportFormat, string>> = {
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
}

function reportResponse(json: string, { hash, format }: { hash: string; format: ReportFormat }) {
  return new Response(format === 'json' ? json : renderReport(json, format), {
    headers: {
      'content-type': types[format],
      ...forAnyReader,
      'x-content-type-options': 'nosniff',
      ...(format === 'json' ? forever : asDocument(`report-${hash.slice(0, 10)}.${format}`)),
    },
  })
}

/** Its name is its hash, so it can never change. */
const forever = { 'cache-control': 'public, max-age=31536000, immutable' }

/**
 * A file to keep, which never runs on our origin: where a browser shows it all the same, it may do nothing. Later versions
 * may render the same report otherwise.
 */
function asDocument(file: string) {
  return {
    'content-disposition': `attachment; filename="${file}"`,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'cache-control': 'no-store',
  }
}
