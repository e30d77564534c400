import { isAddressEqual } from 'viem'
import type { Proxy } from '@/lib/core/proxy/proxy'
import type { UpgradeCall } from '@/lib/core/proxy/read-upgrade-call'

/**
 * The proxies, of those known, whose implementation an upgrade call replaces: one, or every proxy of a beacon. None
 * means that the call goes to a proxy we do not know or to a target that does not understand it.
 */
export function affectedProxies<TProxy extends Pick<Proxy, 'kind' | 'address' | 'upgradeTarget'>>(
  upgrade: UpgradeCall,
  proxies: readonly TProxy[],
): TProxy[] {
  const { via, target } = upgrade
  return proxies.filter(({ kind, address, upgradeTarget }) => {
    if (!isAddressEqual(upgradeTarget, target)) return false
    if (via === 'proxy-admin') return isAddressEqual(address, upgrade.proxy)
    // A ProxyAdmin does not understand an order that names no proxy.
    return kind === 'beacon' || isAddressEqual(address, target)
  })
}
