import { errorResponse } from '@/app/api/v1/json'
import { BaseError } from '@/lib/core/error/base-error'

/** Says no to a form, whose sender reads the answer as a page. */
export function refuseAsText(error: unknown, status?: number): Response {
  const { status: decided } = errorResponse(error, status)
  const text = error instanceof BaseError ? error.message : 'The server failed.'
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  return new Response(text, { status: decided, headers })
}
