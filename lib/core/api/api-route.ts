import type * as z from 'zod/mini'

/** What a route answers with one status: JSON of a form, text of another type, or nothing. */
export type ApiAnswer = {
  readonly description: string
  readonly schema?: z.ZodMiniType | undefined
  /** Where it is not JSON. */
  readonly types?: readonly string[] | undefined
}

/** A method of a path of the API, for the published document and for the tests that hold real answers against it. */
export type ApiRoute = {
  readonly method: 'get' | 'post'
  /** As in OpenAPI, e.g. `/api/v1/reports/{hash}`. */
  readonly path: string
  readonly summary: string
  readonly query?: z.ZodMiniObject | undefined
  readonly body?: { readonly description: string; readonly types?: readonly string[] } | undefined
  /** By status. Every route may answer 429 and, where the server fails or a chain is silent, 500 and 503. */
  readonly answers: Readonly<Record<number, ApiAnswer>>
}
