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
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  const signal = AbortSignal.timeout(timeout)
  let response: Response
  let text: string
  try {
    response = await fetch(
      new URL(path, origin),
      body === undefined ? { headers, signal } : { method: 'POST', headers, body, signal },
    )
    text = await response.text()
  } catch (cause) {
    throw unreachable(path, cause)
  }
  if (!response.ok) throw refused(path, response.status, text)
  return text
}

function unreachable(path: string, cause: unknown): SutureApiError {
  return new SutureApiError(0, 'The desk’s own server did not answer.', {
    facts: [
      ['Request', path],
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
