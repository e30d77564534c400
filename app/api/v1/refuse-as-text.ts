import { errorResponse } from '@/app/api/v1/json'
import { BaseError } from '@/lib/core/error/base-error'

/** Says no to a form, whose sender reads the answer as a page. */
export function refuseAsText(error: unknown, status?: number): Response {
  const { status: decided } = errorResponse(error, status)
  const text = error instanceof BaseError ? error.shortMessage : 'The server failed.'
  return new Response(text, { status: decided })
}
