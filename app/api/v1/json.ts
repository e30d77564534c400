import { BaseError } from '@/lib/core/error/base-error'

/** Reads are public, so any page may read them, and what stands beside them. */
export const forAnyReader = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'etag, link, retry-after, ratelimit, ratelimit-policy',
}

/** Of any answer in JSON that is not kept. */
export const jsonHeaders = {
  'content-type': 'application/json; charset=utf-8',
  ...forAnyReader,
  'cache-control': 'no-store',
}

/** Integers beyond 2^53 as decimal strings. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, decimalBigint)
}

/** JSON with integers beyond 2^53 as decimal strings, as everywhere in this API. */
export function jsonResponse(value: unknown, status = 200): Response {
  return new Response(toJson(value), { status, headers: jsonHeaders })
}

/** An error in the words of ours; anything else is a fault of the server, whose details stay in its log. */
export function errorResponse(error: unknown, status?: number | undefined): Response {
  if (!(error instanceof BaseError)) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    return errorResponse(new BaseError('The server failed.', { retry: true }), 500)
  }
  const { name, message, shortMessage, facts, hint, retry } = error
  // What may succeed later is no fault of the request.
  return jsonResponse(
    { error: { name, message, shortMessage, facts, hint, retry } },
    status ?? (retry ? 503 : 400),
  )
}

function decimalBigint(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
