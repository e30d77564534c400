import { BaseError } from '@/lib/core/error/base-error'

/** The body of a request is larger than anything we would store. */
export class BodyTooLargeError extends BaseError {
  override readonly name = 'BodyTooLargeError'
  constructor({ limit }: { limit: number }) {
    super('The body is too large.', {
      facts: [['Limit', `${limit} bytes`]],
      hint: 'Put large documents elsewhere and refer to them by URL and hash.',
    })
  }
}
