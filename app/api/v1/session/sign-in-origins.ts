import { siteOrigins } from '@/app/api/v1/session/site-origins'
import { UnnamedSiteError } from '@/lib/actions/sessions/session-errors'
import type { Config } from '@/lib/config/config'

/**
 * By which a message to sign in with may name this site: the configured address, or one that means the reader's own machine. Any
 * other name is the word of whoever sends the request: a page elsewhere could have a message signed for itself, and hand it on
 * under its own name.
 *
 * @throws UnnamedSiteError
 */
export function signInOrigins(config: Pick<Config, 'publicUrl'>, request: Request): string[] {
  const origins = siteOrigins(config, request)
  const stranger = config.publicUrl ? undefined : origins.find((origin) => !isOwnMachine(origin))
  if (stranger !== undefined) throw new UnnamedSiteError({ origin: stranger })
  return origins
}

/** As browsers take it: names below `localhost` are looked up nowhere. */
function isOwnMachine(origin: string): boolean {
  const { hostname } = new URL(origin)
  return /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}
