import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy } from '@/lib/config/content-security-policy'
import { loadConfig } from '@/lib/config/load-config'
import { pathHeader } from '@/lib/config/path-header'

let loaded: ReturnType<typeof loadConfig> | undefined

/** Gives every page its security headers, with a nonce of its own. */
export function proxy(request: NextRequest): NextResponse {
  loaded ??= loadConfig(process.env)
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

/** Files and the API are no pages. */
export const config = {
  matcher: ['/((?!api/|_next/static|_next/image|icon.svg|manifest.json).*)'],
}
