import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { makesUpgrade } from '@/lib/core/patch/makes-upgrade'
import type { Dossier, Upgrade } from '@/lib/core/patch/patch'
import { readUpgradeCall, type UpgradeCall } from '@/lib/core/proxy/read-upgrade-call'

/**
 * The upgrades that a dossier claims and that none of its calls makes. Calls inside calls count. What stands at an
 * upgrade's target is not known here: for a beacon proxy, any call that sets the implementation will do.
 */
export function missingUpgrades({
  calls,
  upgrades,
}: Pick<Dossier, 'calls' | 'upgrades'>): Upgrade[] {
  const made = calls.flatMap((call) => [...upgradeCalls(decodeCall({ call }))])
  return upgrades.filter((upgrade) => !made.some((call) => makesUpgrade(call, upgrade)))
}

/** Every order to upgrade in the tree of a call. */
function* upgradeCalls(decoded: DecodedCall): Generator<UpgradeCall> {
  const upgrade = decoded.operation === 'call' ? readUpgradeCall(decoded.call) : undefined
  if (upgrade) yield upgrade
  for (const { call } of decoded.children) yield* upgradeCalls(call)
}
