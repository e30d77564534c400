import { BaseError } from '@/lib/core/error/base-error'

const largeDocuments = 'Put large documents elsewhere and refer to them by URL and hash.'

/** The body of a request is larger than anything we would store. */
export class BodyTooLargeError extends BaseError {
  override readonly name = 'BodyTooLargeError'
  constructor({ limit, hint = largeDocuments }: { limit: number; hint?: string | undefined }) {
    super('The body is too large.', {
      facts: [['Limit', `${limit} bytes`]],
      hint,
    })
  }
}
