import * as z from 'zod/mini'
import { SutureApiError } from '@/lib/adapters/suture-api/suture-api-error'
import { visibleText } from '@/lib/core/chain/visible-text'

/** Where the desk's API is: the origin of the page, in a browser. */
export type SutureApi = { readonly origin: string }

export type RequestApiParameters = {
  /** From `/api/v1` on. */
  path: string
  /** JSON text. Given, the request is a POST. */
  body?: string | undefined
}

const wireError = z.object({
  error: z.object({
    name: z.string(),
    shortMessage: z.string(),
    facts: z.optional(z.array(z.tuple([z.string(), z.string()]))),
    hint: z.optional(z.string()),
    retry: z.optional(z.boolean()),
  }),
})

/** Longer than any wait that a person would sit through. Milliseconds. */
const timeout = 20_000

/**
 * Sends one request to the desk's own API and returns the text of a successful answer.
 *
 * @throws SutureApiError with the server's words; status 0 where it could not be reached.
 */
export async function requestApi(
  { origin }: SutureApi,
  { path, body }: RequestApiParameters,
): Promise<string> {
  const init = body === undefined ? {} : { method: 'POST', body }
  const { response, text } = await send({ origin }, path, init)
  if (!response.ok) throw refused(path, response.status, text)
  return text
}

/**
 * Asks for what may have been given before.
 *
 * @param parameters.tag The ETag that came with it.
 * @returns undefined where it is the same as before.
 * @throws SutureApiError
 */
export async function requestChanged(
  api: SutureApi,
  { path, tag }: { readonly path: string; readonly tag: string | undefined },
): Promise<{ readonly text: string; readonly tag: string | undefined } | undefined> {
  const headers: Record<string, string> = tag === undefined ? {} : { 'if-none-match': tag }
  const { response, text } = await send(api, path, { headers })
  if (response.status === 304) return undefined
  if (!response.ok) throw refused(path, response.status, text)
  return { text, tag: response.headers.get('etag') ?? undefined }
}

async function send(
  { origin }: SutureApi,
  path: string,
  { headers, ...init }: { headers?: Record<string, string>; method?: string; body?: string },
): Promise<{ response: Response; text: string }> {
  const url = new URL(path, origin)
  // An instance names the next page of a list: what it names elsewhere is not asked in its place.
  if (url.origin !== new URL(origin).origin) throw elsewhere(url, origin)
  try {
    const response = await fetch(url, {
      ...init,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      signal: AbortSignal.timeout(timeout),
    })
    return { response, text: await response.text() }
  } catch (cause) {
    throw unreachable(url, cause)
  }
}

function elsewhere({ href }: URL, origin: string): SutureApiError {
  return new SutureApiError(
    0,
    'An address of another server was given in place of the next page.',
    {
      facts: [
        ['Server', origin],
        ['Given', visibleText(href, { maxLength: 200 })],
      ],
    },
  )
}

function unreachable({ href }: URL, cause: unknown): SutureApiError {
  return new SutureApiError(0, 'The desk’s own server did not answer.', {
    facts: [
      ['Request', href],
      ['Reason', cause instanceof Error ? cause.message : String(cause)],
    ],
    hint: 'Nothing is lost. Try again when it is back.',
    retry: true,
  })
}

function refused(path: string, status: number, text: string): SutureApiError {
  const parsed = wireError.safeParse(parseJson(text))
  if (!parsed.success) {
    return new SutureApiError(status, 'The desk’s own server failed.', {
      facts: [
        ['Request', path],
        ['HTTP status', String(status)],
        ['Answer', visibleText(text, { maxLength: 200 })],
      ],
      retry: status >= 500,
    })
  }
  const { name, shortMessage, facts, hint, retry } = parsed.data.error
  return new SutureApiError(status, shortMessage, { remoteName: name, facts, hint, retry })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
