import { apiRoutes } from '@/lib/core/api/describe-api'

/** Beside what is described: for machines that watch an instance, and the description itself. */
const otherPaths = ['/api/openapi.json', '/api/health', '/api/ready', '/api/metrics'].map(
  (path) => ({ method: 'get', path }) as const,
)

/** A trailing slash names the same. */
const patterns = [...apiRoutes, ...otherPaths].map(({ method, path }) => ({
  method,
  // Only the path of a feed has several parts.
  pattern: new RegExp(
    `^${path
      .replaceAll('.', '\\.')
      .replaceAll('{path}', '.+')
      .replace(/\{\w+\}/g, '[^/]+')}/?$`,
  ),
}))

/**
 * Which methods the API answers at a path.
 *
 * @param pathname As it was sent, with whatever is escaped in it.
 * @returns undefined where there is nothing.
 */
export function methodsAt(pathname: string): readonly string[] | undefined {
  if (!isDecodable(pathname)) return undefined
  const found = patterns.filter(({ pattern }) => pattern.test(pathname))
  if (found.length === 0) return undefined
  const methods = found.map(({ method }) => method.toUpperCase())
  return methods.includes('GET') ? [...methods, 'HEAD', 'OPTIONS'] : [...methods, 'OPTIONS']
}

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}
