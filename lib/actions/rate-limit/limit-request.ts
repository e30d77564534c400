import { clientAddress } from '@/lib/actions/rate-limit/client-address'
import { RateLimiter } from '@/lib/actions/rate-limit/rate-limiter'
import type { Config } from '@/lib/config/config'
import { peerHeader } from '@/lib/config/peer-header'
import { BaseError } from '@/lib/core/error/base-error'

/** A client address makes more requests than it may. */
export class TooManyRequestsError extends BaseError {
  override readonly name = 'TooManyRequestsError'
  readonly retryAfter: number
  constructor({ what, limit, retryAfter }: { what: string; limit: number; retryAfter: number }) {
    super('Too many requests came from this address.', {
      facts: [
        ['Limit', `${limit} ${what} in a minute`],
        ['Wait', `${retryAfter} s`],
      ],
      hint: 'Ask less often, with If-None-Match and larger pages, or run an instance of your own.',
      retry: true,
    })
    this.retryAfter = retryAfter
  }
}

const held = globalThis as {
  sutureLimits?: { of: string; reads: RateLimiter; writes: RateLimiter } | undefined
}

/**
 * Counts a request to the API for the address that makes it.
 *
 * @param now Milliseconds.
 * @throws TooManyRequestsError
 */
export function limitRequest(
  { rateLimit }: Pick<Config, 'rateLimit'>,
  { method, headers }: Pick<Request, 'method' | 'headers'>,
  now: number,
): void {
  const { readsPerMinute, writesPerMinute, proxies } = rateLimit
  const of = `${readsPerMinute}/${writesPerMinute}`
  const limits =
    held.sutureLimits?.of === of
      ? held.sutureLimits
      : { of, reads: new RateLimiter(readsPerMinute), writes: new RateLimiter(writesPerMinute) }
  held.sutureLimits = limits
  const address = clientAddress({
    peer: headers.get(peerHeader),
    forwardedFor: headers.get('x-forwarded-for'),
    proxies,
  })
  const isRead = method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
  const retryAfter = (isRead ? limits.reads : limits.writes).take(address, now)
  if (retryAfter === 0) return
  const limit = isRead ? readsPerMinute : writesPerMinute
  throw new TooManyRequestsError({ what: isRead ? 'reads' : 'writes', limit, retryAfter })
}
