import { ReplyError, readText } from '@/lib/actions/safe-service/read-request'

/** What an external service may be asked through us: its public API, nothing above it. */
const pathShape = /^v[12]\/[A-Za-z0-9/_-]*\/?$/

/** Methods that must not carry a body. */
const bodiless = new Set(['GET', 'HEAD'])

/** No answer of a Safe service that a page needs is larger. */
const answerLimit = 8 * 1024 * 1024

export type ForwardSafeRequestParameters = {
  /** Base URL of the external service, from the configuration; never from a request. */
  readonly url: string
  /** Sent as a bearer token; it never reaches the browser. */
  readonly apiKey: string | undefined
  readonly request: Request
  /** What stands behind `/api/`. */
  readonly path: string
}

/**
 * Hands a request on to the external Safe Transaction Service of a chain, with the key that the browser does not have.
 * The answer is passed through as it is: who reads it checks every hash and signature.
 */
export async function forwardSafeRequest({
  url,
  apiKey,
  request,
  path,
}: ForwardSafeRequestParameters): Promise<Response> {
  if (!pathShape.test(path)) {
    return Response.json({ detail: 'The Safe service has no such address.' }, { status: 404 })
  }
  const target = `${url.replace(/\/$/, '')}/${path}${new URL(request.url).search}`
  try {
    const answer = await fetch(target, {
      method: request.method,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(apiKey && { authorization: `Bearer ${apiKey}` }),
      },
      ...(bodiless.has(request.method) ? {} : { body: await readText(request) }),
      redirect: 'error',
      signal: AbortSignal.timeout(20_000),
    })
    const body = await readBody(answer)
    return new Response(body.size === 0 ? null : body, {
      status: answer.status,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    })
  } catch (error) {
    if (error instanceof ReplyError) {
      return Response.json(error.reply.body, { status: error.reply.status })
    }
    return Response.json(
      {
        detail:
          'The external Safe service gave no usable answer. Look again before repeating a request: it may have taken it.',
      },
      { status: 502 },
    )
  }
}

/** Reads up to the limit and not a chunk further, whatever the headers claim. */
async function readBody(answer: Response): Promise<Blob> {
  const chunks: BlobPart[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength
    // Leaving the loop cancels the rest.
    if (size > answerLimit) throw new Error('the answer is too large')
    chunks.push(chunk)
  }
  return new Blob(chunks)
}
