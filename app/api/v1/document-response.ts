import type { Hash } from 'viem'
import { forAnyReader } from '@/app/api/v1/json'
import { hasTag } from '@/lib/core/api/has-tag'

/** A stored document, byte for byte as it was hashed: its hash is the ETag, and 304 answers whoever has it. */
export function documentResponse(
  request: Request,
  { hash, json }: { hash: Hash; json: string },
): Response {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    ...forAnyReader,
    'cache-control': 'no-cache',
    etag: `"${hash}"`,
  }
  if (hasTag(request.headers.get('if-none-match'), headers.etag)) {
    return new Response(null, { status: 304, headers })
  }
  return new Response(json, { headers })
}
