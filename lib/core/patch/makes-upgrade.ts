import { isAddressEqual } from 'viem'
import type { Upgrade } from '@/lib/core/patch/patch'
import type { UpgradeCall } from '@/lib/core/proxy/read-upgrade-call'

/**
 * Whether an order to upgrade is the one a dossier declares: the same code, the same migration, the same proxy. For a
 * beacon proxy the dossier does not name the beacon, so any beacon that is set to that code will do.
 */
export function makesUpgrade(
  call: UpgradeCall,
  { proxy, to, migration }: Pick<Upgrade, 'proxy' | 'to' | 'migration'>,
): boolean {
  if (!isAddressEqual(call.to, to.address) || call.migration !== migration) return false
  return proxy.kind === 'beacon'
    ? call.via === 'proxy-or-beacon'
    : isAddressEqual(call.proxy, proxy.address)
}
