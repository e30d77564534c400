import { clientAddress } from '@/lib/actions/rate-limit/client-address'
import { RateLimiter } from '@/lib/actions/rate-limit/rate-limiter'
import type { Config } from '@/lib/config/config'
import { peerHeader } from '@/lib/config/peer-header'
import { BaseError } from '@/lib/core/error/base-error'

/** A client address makes more requests than it may. */
export class TooManyRequestsError extends BaseError {
  override readonly name = 'TooManyRequestsError'
  readonly retryAfter: number
  /** As `limitRequest` gives them. */
  readonly fields: RateLimitFields
  constructor({ what, limit, retryAfter, fields }: TooManyRequestsParameters) {
    super('Too many requests came from this address.', {
      facts: [
        ['Limit', `${limit} ${what} in a minute`],
        ['Wait', `${retryAfter} s`],
      ],
      hint: 'Ask less often, with If-None-Match and larger pages, or run an instance of your own.',
      retry: true,
    })
    this.retryAfter = retryAfter
    this.fields = fields
  }
}

type TooManyRequestsParameters = {
  readonly what: string
  readonly limit: number
  readonly retryAfter: number
  readonly fields: RateLimitFields
}

/**
 * What the answer tells of the limit: how many requests a minute brings, how many are left now, and in how many seconds there is
 * one more. None where there is no limit.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/11/
 */
export type RateLimitFields = Readonly<Record<string, string>>

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
): RateLimitFields {
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
  const share = (isRead ? limits.reads : limits.writes).take(address, now)
  if (!share) return {}
  const limit = isRead ? readsPerMinute : writesPerMinute
  const what = isRead ? 'reads' : 'writes'
  const { retryAfter, left, seconds } = share
  const fields = {
    'ratelimit-policy': `"${what}";q=${limit};w=60`,
    ratelimit: `"${what}";r=${left};t=${seconds}`,
  }
  if (retryAfter > 0) throw new TooManyRequestsError({ what, limit, retryAfter, fields })
  return fields
}
