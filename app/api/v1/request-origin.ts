import type { Config } from '@/lib/config/config'

/**
 * Where whoever asks reaches this instance, without a slash at the end: as configured, else by the address of the request.
 * Only good for what goes back to the same reader.
 */
export function requestOrigin({ publicUrl }: Pick<Config, 'publicUrl'>, request: Request): string {
  if (publicUrl) return publicUrl
  const { protocol, host } = new URL(request.url)
  const asked = request.headers.get('host')
  const isName =
    asked !== null && /^[a-z\d.-]+(?::\d{1,5})?$|^\[[a-f\d:]+\](?::\d{1,5})?$/i.test(asked)
  return `${protocol}//${isName ? asked : host}`
}
