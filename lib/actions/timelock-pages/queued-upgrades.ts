import { isAddressEqual } from 'viem'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { readOperation } from '@/lib/adapters/store/read-operation'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import { orderedUpgrades } from '@/lib/core/timelock/kind/ordered-upgrades'
import type { QueuedUpgrade } from '@/lib/core/timelock/kind/queued-upgrade'

/** Standings from which an operation may still be executed, as far as is known. */
const open = ['ready', 'waiting', 'blocked', 'unknown'] as const satisfies OperationStanding[]

/** How many operations are looked through, the soonest first. */
const mostLooked = 20

/** What open operations of followed timelocks would put behind a proxy, or behind the beacon that it follows. */
export async function queuedUpgrades(
  store: Pick<Store, 'database'>,
  of: ChainAddress,
): Promise<QueuedUpgrade[]> {
  const { operations } = await listOperations(store, {
    filter: { chainId: of.chainId, upgraded: of.address, standing: open },
    limit: mostLooked,
  })
  const found = await Promise.all(
    operations.map(async ({ timelock, id, standing, due, operation }) => {
      // A list leaves large ones out.
      const whole = operation ?? (await readOperation(store, { ...timelock, id }))?.operation
      return orderedUpgrades(whole?.calls ?? [])
        .filter(({ proxy }) => isAddressEqual(proxy, of.address))
        .map(({ implementation }) => ({ timelock, id, standing, due, implementation }))
    }),
  )
  return found.flat()
}
