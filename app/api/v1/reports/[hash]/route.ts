import { documentResponse } from '@/app/api/v1/document-response'
import { errorResponse, forAnyReader } from '@/app/api/v1/json'
import { readStoredReport } from '@/lib/actions/review/read-stored-report'
import { renderReport } from '@/lib/actions/review/render-report'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import { parseReportName, type ReportFormat } from './parse-report-name'

/** The report with this hash, byte for byte as it was hashed; with `.md` or `.html` behind it, rendered from these bytes. */
export async function GET(
  request: Request,
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
    if (json === undefined) return notStored()
    const { hash, format } = asked
    if (format === 'json') return documentResponse(request, { hash, json, isForever: true })
    return renderedResponse(json, { hash, format })
  } catch (error) {
    return errorResponse(error)
  }
}

function notStored(): Response {
  const hint = 'It may be stored at another instance. suture review makes it again.'
  return errorResponse(new BaseError('No report with this hash is stored here.', { hint }), 404)
}

type Rendered = Exclude<ReportFormat, 'json'>

const types: Readonly<Record<Rendered, string>> = {
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
}

function renderedResponse(json: string, { hash, format }: { hash: string; format: Rendered }) {
  return new Response(renderReport(json, format), {
    headers: {
      'content-type': types[format],
      ...forAnyReader,
      'x-content-type-options': 'nosniff',
      ...asDocument(`report-${hash.slice(0, 10)}.${format}`),
    },
  })
}

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
