import { siteOrigins } from '@/app/api/v1/session/site-origins'
import type { Config } from '@/lib/config/config'

/** The prefix makes browsers refuse the cookie from anybody but this very host, by https. */
const secureName = '__Host-suture-session'
const plainName = 'suture-session'

/** Hands a token to the browser. @param parameters.seconds For which it is kept; 0 forgets it. */
export function sessionCookie({
  origin,
  token,
  seconds,
}: {
  /** Under which the site was signed in to. */
  readonly origin: string
  readonly token: string
  readonly seconds: number
}): string {
  const isSecure = origin.startsWith('https:')
  const flags = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
  return `${isSecure ? secureName : plainName}=${token}; ${flags}`
}

/** Makes the browser forget its token, whichever way it came. */
export function forgetfulCookies(): string[] {
  return ['https:', 'http:'].map((origin) => sessionCookie({ origin, token: '', seconds: 0 }))
}

/**
 * The token that came with a request. Where the site is known to be reached by https, one without the prefix may be of
 * another host of the domain and is not looked at.
 */
export function sessionTokenOf(
  config: Pick<Config, 'publicUrl'>,
  request: Request,
): string | undefined {
  const [origin = ''] = siteOrigins(config, request)
  const names = origin.startsWith('https:') ? [secureName] : [secureName, plainName]
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  return names
    .map((name) => pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1))
    .find((token) => token !== undefined && /^[\w-]{43}$/.test(token))
}
