import type { Hash } from 'viem'
import { forAnyReader } from '@/app/api/v1/json'
import { hasTag } from '@/lib/core/api/has-tag'

type DocumentToSend = {
  readonly hash: Hash
  readonly json: string
  /** Its address is its hash, so that it can never change. Else it is the last one of something. */
  readonly isForever?: boolean | undefined
}

/** A stored document, byte for byte as it was hashed: its hash is the ETag, and 304 answers whoever has it. */
export function documentResponse(
  request: Request,
  { hash, json, isForever }: DocumentToSend,
): Response {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    ...forAnyReader,
    'x-content-type-options': 'nosniff',
    'cache-control': isForever ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: `"${hash}"`,
  }
  if (hasTag(request.headers.get('if-none-match'), headers.etag)) {
    return new Response(null, { status: 304, headers })
  }
  return new Response(json, { headers })
}
