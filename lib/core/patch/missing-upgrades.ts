import { type Address, isAddressEqual } from 'viem'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import type { Known } from '@/lib/core/chain/snapshot'
import { makesUpgrade } from '@/lib/core/patch/makes-upgrade'
import type { Dossier, Upgrade } from '@/lib/core/patch/patch'
import { readUpgradeCall, type UpgradeCall } from '@/lib/core/proxy/read-upgrade-call'

/**
 * The upgrades that a dossier claims and that none of its calls makes. Calls inside calls count.
 *
 * @param found - For each upgrade the contract that its proxy takes orders from. Without it the bytes alone are judged:
 * an order may then go to a contract that the proxy does not listen to.
 */
export function missingUpgrades(
  { calls, upgrades }: Pick<Dossier, 'calls' | 'upgrades'>,
  found: readonly { readonly upgradeTarget: Known<Address> }[] = [],
): Upgrade[] {
  const made = calls.flatMap((call) => [...upgradeCalls(decodeCall({ call }))])
  return upgrades.filter((upgrade, i) => {
    const target = found[i]?.upgradeTarget
    return !made.some(
      (call) =>
        makesUpgrade(call, upgrade) &&
        (!target?.known || isAddressEqual(call.target, target.value)),
    )
  })
}

/** Every order to upgrade in the tree of a call. */
function* upgradeCalls(decoded: DecodedCall): Generator<UpgradeCall> {
  const upgrade = decoded.operation === 'call' ? readUpgradeCall(decoded.call) : undefined
  if (upgrade) yield upgrade
  for (const { call } of decoded.children) yield* upgradeCalls(call)
}
