import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isPublicAddress } from './is-public-address'
import { RefusedTargetError } from './refused-target-error'

/** An address that was looked at, as `net.connect` takes it from a lookup. */
export type CheckedAddress = { readonly address: string; readonly family: number }

export type CheckTargetParameters = {
  readonly url: URL
  /** `host` or `host:port` in lower case. */
  readonly allowHosts: readonly string[]
}

/**
 * Resolves the host of a target and sees to it that all its addresses are public. Whoever sends connects to these and looks
 * up nothing again, so that a name which changes its mind leads nowhere else.
 *
 * @throws RefusedTargetError; what the lookup throws.
 */
export async function checkTarget({
  url,
  allowHosts,
}: CheckTargetParameters): Promise<CheckedAddress[]> {
  const { host } = url
  const name = url.hostname.replace(/^\[|\]$/g, '')
  const isAllowed = [host, url.hostname, name].some((one) => allowHosts.includes(one))
  if (!isAllowed && url.protocol !== 'https:') {
    throw new RefusedTargetError('Only https:// targets are sent to.', { host })
  }
  const family = isIP(name)
  const addresses = family ? [{ address: name, family }] : await lookup(name, { all: true })
  if (isAllowed) return addresses
  if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) {
    throw new RefusedTargetError('That host is not on the public internet.', { host })
  }
  return addresses
}
