import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'

/** A page of somebody else has sent the request. */
export class ForeignOriginError extends BaseError {
  override readonly name = 'ForeignOriginError'
}

/**
 * Refuses what a page of another site makes a browser send. What sends no origin is no browser.
 *
 * A browser says by `Sec-Fetch-Site` what no page can forge; where it does not, which is without TLS, the origin has to be
 * that of the address asked, or the public one.
 *
 * @throws ForeignOriginError
 */
export async function assertSameOrigin({ headers }: Pick<Request, 'headers'>): Promise<void> {
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  if (site === 'same-origin' || site === 'none') return
  if (site === null && (origin === null || (await isOwn(origin, headers.get('host'))))) return
  throw new ForeignOriginError('Only pages of this instance may ask for that.', {
    facts: [['Origin', (origin ?? site ?? '').slice(0, 200)]],
    hint: 'Open the page here. A program that is no browser sends no Origin.',
  })
}

async function isOwn(origin: string, host: string | null): Promise<boolean> {
  if (!URL.canParse(origin)) return false
  if (new URL(origin).host === host) return true
  const { publicUrl } = (await getServerContext()).config
  return publicUrl !== undefined && new URL(publicUrl).origin === origin
}
