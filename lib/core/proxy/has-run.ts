import { type Address, isAddressEqual } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { UpgradeHistory } from './past-upgrade'

/** Whether an event tells that the proxy ran this implementation; of a history that is not known, none does. */
export function hasRun(history: Known<UpgradeHistory>, address: Address): boolean {
  if (!history.known) return false
  return history.value.upgrades.some((each) => isAddressEqual(each.implementation, address))
}
