import { BaseError } from '@/lib/core/error/base-error'

/** A page of somebody else has sent the request. */
class ForeignOriginError extends BaseError {
  override readonly name = 'ForeignOriginError'
}

/**
 * Refuses what a page of another site makes a browser send. What sends no origin is no browser.
 *
 * @throws ForeignOriginError
 */
export function assertSameOrigin({ headers }: Request): void {
  const origin = headers.get('origin')
  if (origin === null) return
  const host = URL.canParse(origin) ? new URL(origin).host : undefined
  if (host !== undefined && host === headers.get('host')) return
  throw new ForeignOriginError('Only pages of this instance may ask for that.', {
    facts: [['Origin', origin.slice(0, 200)]],
    hint: 'Open the page of the patch here.',
  })
}
