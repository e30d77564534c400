import { errorResponse } from '@/app/api/v1/json'
import { methodsAt } from '@/lib/core/api/methods-at'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'

/** The address of a request is none of the API. */
export class UnknownPathError extends BaseError {
  override readonly name = 'UnknownPathError'
}

/** The address is one of the API, the method is not. */
export class UnknownMethodError extends BaseError {
  override readonly name = 'UnknownMethodError'
}

/**
 * What is not in the API, in the form of its other errors: of itself Next would answer a page, or nothing at all.
 *
 * @param request `pathname` as it was sent.
 * @returns undefined where there is a route for it.
 */
export function refuseUnknown({
  method,
  pathname,
}: {
  readonly method: string
  readonly pathname: string
}): Response | undefined {
  const methods = methodsAt(pathname)
  const hint = '/api/openapi.json describes what there is.'
  const path = ['Path', visibleText(pathname, { maxLength: 200 })] as const
  if (!methods) {
    const error = new UnknownPathError('The API has nothing at this address.', {
      facts: [path],
      hint,
    })
    return errorResponse(error, 404)
  }
  if (methods.includes(method)) return undefined
  const error = new UnknownMethodError('The API does not answer this method here.', {
    facts: [path, ['Method', visibleText(method, { maxLength: 20 })], ['Has', methods.join(', ')]],
    hint,
  })
  const response = errorResponse(error, 405)
  response.headers.set('allow', methods.join(', '))
  return response
}
