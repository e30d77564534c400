import { type NextRequest, NextResponse } from 'next/server'
import { errorResponse } from '@/app/api/v1/json'
import { limitRequest, TooManyRequestsError } from '@/lib/actions/rate-limit/limit-request'
import { contentSecurityPolicy } from '@/lib/config/content-security-policy'
import { loadConfig } from '@/lib/config/load-config'
import { pathHeader } from '@/lib/config/path-header'

let loaded: ReturnType<typeof loadConfig> | undefined

/** Gives every page its security headers, with a nonce of its own, and every client of the API its share. */
export function proxy(request: NextRequest): Response {
  loaded ??= loadConfig(process.env)
  if (request.nextUrl.pathname.startsWith('/api/v1/')) return proxyApi(request, loaded)
  const nonce = crypto.randomUUID()
  const isDevelopment = process.env.NODE_ENV === 'development'
  const policy = contentSecurityPolicy(loaded, { nonce, isDevelopment })
  const headers = new Headers(request.headers)
  // Next reads the nonce from here and puts it on the scripts it writes.
  headers.set('content-security-policy', policy)
  // A page that is not found is not told its address; whatever the request itself says here is replaced.
  headers.set(pathHeader, request.nextUrl.pathname)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('cross-origin-opener-policy', 'same-origin-allow-popups')
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()')
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
  try {
    limitRequest(config, request, performance.now())
  } catch (error) {
    if (!(error instanceof TooManyRequestsError)) throw error
    const response = errorResponse(error, 429)
    response.headers.set('retry-after', String(error.retryAfter))
    response.headers.set('access-control-expose-headers', 'retry-after')
    return response
  }
  if (request.method !== 'OPTIONS') return NextResponse.next()
  return new Response(null, { status: 204, headers: forAnyPage })
}

/** Files are no pages, and the Safe service has rules of its own. */
export const config = {
  matcher: ['/((?!api/|_next/static|_next/image|icon.svg|manifest.json).*)', '/api/v1/:path*'],
}
