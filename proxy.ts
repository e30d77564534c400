import { type NextRequest, NextResponse } from 'next/server'
import { errorResponse } from '@/app/api/v1/json'
import { refuseAsText } from '@/app/api/v1/refuse-as-text'
import { refuseUnknown } from '@/app/api/v1/refuse-unknown'
import {
  limitRequest,
  type RateLimitFields,
  TooManyRequestsError,
} from '@/lib/actions/rate-limit/limit-request'
import { contentSecurityPolicy } from '@/lib/config/content-security-policy'
import { loadConfig } from '@/lib/config/load-config'

let loaded: ReturnType<typeof loadConfig> | undefined

/** Gives every page its security headers, with a nonce of its own, and every client of the API its share. */
export function proxy(request: NextRequest): Response {
  const { method, nextUrl } = request
  const { pathname } = nextUrl
  const isLimited = /^\/api\/(?:v1|safe)\//.test(pathname)
  // Whether this process lives is told without its configuration.
  if (/^\/api(?:\/|$)/.test(pathname) && !isLimited) {
    return refuseUnknown({ method, pathname }) ?? NextResponse.next()
  }
  loaded ??= loadConfig(process.env)
  if (pathname.startsWith('/api/v1/')) return proxyApi(request, loaded)
  const share = isReading(request) ? undefined : takeShare(request, loaded)
  if (share?.refusal) return share.refusal
  // The Safe service has its own words for what it has not.
  if (isLimited) return withFields(NextResponse.next(), share?.fields)
  const nonce = crypto.randomUUID()
  const isDevelopment = process.env.NODE_ENV === 'development'
  const isSealed = /^\/verify\/?$/.test(pathname)
  const policy = contentSecurityPolicy(loaded, { nonce, isDevelopment, isSealed })
  const headers = new Headers(request.headers)
  // Next reads the nonce from here and puts it on the scripts it writes.
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  // In development no file has a hash.
  if (!isDevelopment) response.headers.set('integrity-policy', 'blocked-destinations=(script)')
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('cross-origin-opener-policy', 'same-origin-allow-popups')
  // Codes are scanned on the one page that sends nothing anywhere.
  const camera = isSealed ? '(self)' : '()'
  response.headers.set(
    'permissions-policy',
    `camera=${camera}, microphone=(), geolocation=(), hid=(self)`,
  )
  return response
}

/** What any page may do with the API: read. */
const forAnyPage = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, OPTIONS',
  'access-control-allow-headers': 'if-none-match',
  'access-control-max-age': '86400',
}

function proxyApi(request: NextRequest, config: ReturnType<typeof loadConfig>): Response {
  const { refusal, fields } = takeShare(request, config)
  if (refusal) return refusal
  const { method, nextUrl } = request
  if (method === 'OPTIONS') {
    return withFields(new Response(null, { status: 204, headers: forAnyPage }), fields)
  }
  const unknown = refuseUnknown({ method, pathname: nextUrl.pathname })
  return withFields(unknown ?? NextResponse.next(), fields)
}

function isReading({ method }: NextRequest): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}

/** Counts a request: an answer where the client has made more than it may, and what any answer tells of its share. */
function takeShare(
  request: NextRequest,
  config: ReturnType<typeof loadConfig>,
): { refusal?: Response | undefined; fields: RateLimitFields } {
  try {
    return { fields: limitRequest(config, request, performance.now()) }
  } catch (error) {
    if (!(error instanceof TooManyRequestsError)) throw error
    const { fields, retryAfter } = error
    // Who has sent a form reads the answer as a page.
    const isForm = !isReading(request) && request.headers.get('accept')?.includes('text/html')
    const refusal = isForm ? refuseAsText(error, 429) : errorResponse(error, 429)
    refusal.headers.set('retry-after', String(retryAfter))
    return { refusal: withFields(refusal, fields), fields }
  }
}

function withFields(response: Response, fields: RateLimitFields = {}): Response {
  for (const [name, value] of Object.entries(fields)) response.headers.set(name, value)
  return response
}

/** Files are no pages. Of the Safe service only writing is limited. */
export const config = {
  matcher: [
    '/((?!api/|_next/static|_next/image|icon.svg|manifest.json|.well-known/suture.json).*)',
    '/api/:path*',
  ],
}
