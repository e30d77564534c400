import { isAddressEqual } from 'viem'
import type { NamedProxy } from '@/lib/core/patch/facts'

/**
 * Names for the contracts that take the orders to upgrade and that no configuration names: ProxyAdmins and beacons,
 * after the proxies they were found at. By address in lower case.
 */
export function upgradeTargetLabels(proxies: readonly NamedProxy[]): Record<string, string> {
  const known = proxies.flatMap(({ name, proxy }) =>
    proxy.known ? [{ name, proxy: proxy.value }] : [],
  )
  const entries = known
    .filter(({ proxy }) => !isAddressEqual(proxy.upgradeTarget, proxy.address))
    .map(({ proxy: { kind, upgradeTarget } }) => {
      const names = known
        .filter(({ proxy }) => isAddressEqual(proxy.upgradeTarget, upgradeTarget))
        .map(({ name }) => name)
      const rest = names.length > 1 ? ` and ${names.length - 1} more` : ''
      const role = kind === 'beacon' ? 'Beacon' : 'ProxyAdmin'
      return [upgradeTarget.toLowerCase(), `${role} of ${names[0]}${rest}`] as const
    })
  return Object.fromEntries(entries)
}
