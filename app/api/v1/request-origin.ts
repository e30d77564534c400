import type { Config } from '@/lib/config/config'

/**
 * Where whoever asks reaches this instance, without a slash at the end: as configured, else by the address of the request.
 * Only good for what goes back to the same reader.
 */
export function requestOrigin({ publicUrl }: Pick<Config, 'publicUrl'>, request: Request): string {
  if (publicUrl) return publicUrl
  const { protocol, host } = new URL(request.url)
  const asked = request.headers.get('host') ?? ''
  const isName = /^[a-z\d.-]+(?::\d{1,5})?$|^\[[a-f\d:]+\](?::\d{1,5})?$/i.test(asked)
  // Not every such name is one: `1127.0.0.1`.
  const isHost = isName && URL.canParse(`${protocol}//${asked}`)
  return `${protocol}//${isHost ? asked : host}`
}
