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
  return proxies.filter((proxy) => {
    if (!isAddressEqual(proxy.upgradeTarget, upgrade.target)) return false
    if (upgrade.via === 'proxy-admin') {
      return proxy.kind === 'transparent' && isAddressEqual(proxy.address, upgrade.proxy)
    }
    return isAddressEqual(proxy.upgradeTarget, upgrade.proxy)
  })
}
