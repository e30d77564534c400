import { isAddressEqual } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { encodeUpgrade } from '@/lib/core/proxy/encode-upgrade'
import type { Proxy, UpgradeInterface } from '@/lib/core/proxy/proxy'

export type RollbackOf = {
  /** As it stands before the patch. */
  readonly proxy: Proxy
  /** How the new implementation wants to be upgraded; a UUPS proxy asks it, not the former one. */
  readonly nextInterface: UpgradeInterface
}

/**
 * The calls that put every proxy back to the implementation it has now, last one first. Beacon proxies that share a
 * beacon are put back by one call. What a migration wrote to storage stays as it is.
 */
export function upgradeRollback(upgrades: readonly RollbackOf[]): Call[] {
  const calls: Call[] = []
  for (const { proxy, nextInterface } of upgrades.toReversed()) {
    const upgradeInterface = proxy.kind === 'uups' ? nextInterface : proxy.upgradeInterface
    const call = encodeUpgrade({
      proxy: { ...proxy, upgradeInterface },
      to: proxy.implementation.address,
    })
    const isThere = calls.some(
      ({ target, data }) => isAddressEqual(target, call.target) && data === call.data,
    )
    if (!isThere) calls.push(call)
  }
  return calls
}
