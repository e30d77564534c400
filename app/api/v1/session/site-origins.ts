import { requestOrigin } from '@/app/api/v1/request-origin'
import type { Config } from '@/lib/config/config'

/**
 * By which this site may be named in a message to sign in with: the public address, where one is configured, and nothing else;
 * otherwise the address that was asked. A host name that a stranger makes up in a request is then as good as any: whoever
 * serves more than their own machine configures the public address.
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
