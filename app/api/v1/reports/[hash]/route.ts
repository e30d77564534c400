import { isHash } from 'viem'
import { errorResponse } from '@/app/api/v1/json'
import { readStoredReport } from '@/lib/actions/review/read-stored-report'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'

/** The report with this hash, byte for byte as it was hashed. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ hash: string }> },
): Promise<Response> {
  const { hash } = await params
  if (!isHash(hash)) {
    const hint = 'Give the hash of the report: 0x and 64 hexadecimal characters.'
    return errorResponse(new BaseError('That is no hash.', { facts: [['Given', hash]], hint }))
  }
  try {
    return reportResponse(await readStoredReport(await getServerContext(), { hash }))
  } catch (error) {
    return errorResponse(error)
  }
}

function reportResponse(json: string | undefined): Response {
  if (json === undefined) {
    const hint = 'It may be stored at another instance. suture review makes it again.'
    return errorResponse(new BaseError('No report with this hash is stored here.', { hint }), 404)
  }
  return new Response(json, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': '*',
      // Its name is its hash, so it can never change.
      'cache-control': 'public, max-age=31536000, immutable',
    },
  })
}
