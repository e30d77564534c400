import { createHash } from 'node:crypto'
import { forAnyReader, jsonHeaders, toJson } from '@/app/api/v1/json'
import { KeptAnswers } from '@/app/api/v1/kept-answers'
import { hasTag } from '@/lib/core/api/has-tag'

export type StateResponseParameters = {
  /** What the answer follows from, beside the address that was asked: the same gives the same answer. */
  readonly revision: string
  /** The answer. Its member `next` becomes a header, too. */
  readonly body: () => Promise<object>
  /** How it becomes text. Default: `toJson`. */
  readonly write?: ((body: object) => string) | undefined
}

/** Counts up where the form of the answers changes, so that nobody keeps one of the form before. */
const form = 'suture/api/3'

const kept = new KeptAnswers()

/**
 * An answer that follows from what is stored: its ETag is known before it is made, so that whoever has it already costs
 * one small query, and whoever has not gets what was made for another.
 */
export async function stateResponse(
  request: Request,
  { revision, body, write = toJson }: StateResponseParameters,
): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const digest = createHash('sha256').update(`${form}\n${pathname}${search}\n${revision}`)
  const etag = `"${digest.digest('base64url').slice(0, 27)}"`
  const headers = {
    etag,
    ...forAnyReader,
    // To be kept, and asked about each time.
    'cache-control': 'no-cache',
  }
  if (hasTag(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers })
  }
  const { text, next } = await kept.get(etag, async () => {
    const value = await body()
    const { next } = value as { next?: unknown }
    return { text: write(value), next: typeof next === 'string' ? next : undefined }
  })
  const link = next === undefined ? {} : { link: `<${next}>; rel="next"` }
  return new Response(text, { headers: { ...jsonHeaders, ...headers, ...link } })
}
