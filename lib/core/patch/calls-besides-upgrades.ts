import type { Call } from '@/lib/core/chain/call'
import { makesUpgrade } from '@/lib/core/patch/makes-upgrade'
import type { Upgrade } from '@/lib/core/patch/patch'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'

/**
 * The calls that are not upgrades the dossier declares. Some belong to an honest patch, a pause or a parameter; a
 * hidden one looks the same, so each has to be understood.
 */
export function callsBesidesUpgrades(
  calls: readonly Call[],
  upgrades: readonly Pick<Upgrade, 'proxy' | 'to' | 'migration'>[],
): Call[] {
  return calls.filter((call) => {
    const order = readUpgradeCall(call)
    return !(order && upgrades.some((upgrade) => makesUpgrade(order, upgrade)))
  })
}
