import { requestOrigin } from '@/app/api/v1/request-origin'
import type { Config } from '@/lib/config/config'

/**
 * What this site is called: the public address, where one is configured, and nothing else; otherwise the address that was asked,
 * which is the word of whoever sends the request.
 */
export function siteOrigins(config: Pick<Config, 'publicUrl'>, request: Request): string[] {
  if (config.publicUrl) return [new URL(config.publicUrl).origin]
  const asked = requestOrigin(config, request)
  const origin = request.headers.get('origin')
  // Behind a proxy only the browser knows whether it came by https.
  const isSameHost = origin !== null && URL.canParse(origin) && hostOf(origin) === hostOf(asked)
  return [isSameHost ? new URL(origin).origin : asked]
}

function hostOf(url: string): string {
  return new URL(url).host
}
