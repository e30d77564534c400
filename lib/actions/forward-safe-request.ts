/** What an external service may be asked through us: its public API, nothing above it. */
const pathShape = /^v[12]\/[A-Za-z0-9/_-]*\/?$/

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
      ...(request.method === 'GET' ? {} : { body: await request.text() }),
      redirect: 'error',
      signal: AbortSignal.timeout(20_000),
    })
    const body = await answer.arrayBuffer()
    if (body.byteLength > answerLimit) throw new Error('the answer is too large')
    return new Response(body.byteLength === 0 ? null : body, {
      status: answer.status,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    })
  } catch {
    return Response.json(
      { detail: 'The external Safe service did not answer. Nothing was stored.' },
      { status: 502 },
    )
  }
}
