import { type Address, isAddressEqual } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import { hasRun } from '@/lib/core/proxy/has-run'
import type { UpgradeHistory } from '@/lib/core/proxy/past-upgrade'
import type { QueuedUpgrade } from '@/lib/core/timelock/kind/queued-upgrade'

/** What is known of the versions of a proxy. */
export type ComparableVersions = {
  readonly history: Known<UpgradeHistory>
  readonly queued: readonly QueuedUpgrade[]
}

/** Whether the proxy has run each of the versions, or an open operation would make it: of anything else nothing is compiled. */
export function isComparable(
  { history, queued }: ComparableVersions,
  pair: readonly [Address, Address],
): boolean {
  return pair.every(
    (each) =>
      hasRun(history, each) ||
      queued.some(({ implementation }) => isAddressEqual(implementation, each)),
  )
}
