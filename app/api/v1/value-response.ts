import { createHash } from 'node:crypto'
import { jsonHeaders, toJson } from '@/app/api/v1/json'
import { hasTag } from '@/lib/core/api/has-tag'

/**
 * An answer that follows from more than one place: it is made each time, and whoever has it already is not sent it again.
 *
 * @param parameters.next Address of the page after this one.
 */
export function valueResponse(
  request: Request,
  value: object,
  { next }: { readonly next?: string | undefined } = {},
): Response {
  const text = toJson(value)
  // When it was read last is no news: without that two readings of one block would never be the same.
  const lasting = JSON.stringify(JSON.parse(text), (key, each) =>
    key === 'readAt' ? undefined : each,
  )
  const tag = `"${createHash('sha256').update(lasting).digest('base64url').slice(0, 27)}"`
  const etag = lasting === text ? tag : `W/${tag}`
  const headers = {
    ...jsonHeaders,
    etag,
    ...(next !== undefined && { link: `<${next}>; rel="next"` }),
    // To be kept, and asked about each time.
    'cache-control': 'no-cache',
  }
  if (!hasTag(request.headers.get('if-none-match'), tag)) return new Response(text, { headers })
  const { 'content-type': _, ...kept } = headers
  return new Response(null, { status: 304, headers: kept })
}
