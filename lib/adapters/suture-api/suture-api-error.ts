import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'

/** The desk's own API understood the request and refused it, or failed. It says why in its own words. */
export class SutureApiError extends BaseError {
  override readonly name = 'SutureApiError'
  readonly status: number
  /** The name of the error on the server, e.g. `InvalidDossierError`. */
  readonly remoteName: string | undefined
  constructor(
    status: number,
    message: string,
    parameters: {
      remoteName?: string | undefined
      facts?: readonly ErrorFact[] | undefined
      hint?: string | undefined
      retry?: boolean | undefined
    } = {},
  ) {
    super(message, parameters)
    this.status = status
    this.remoteName = parameters.remoteName
  }
}
