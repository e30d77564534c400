import { type Address, isAddressEqual } from 'viem'
import type { ProxyHistory } from '@/lib/actions/timelock-pages/read-proxy-history'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { readNotedBeacon } from '@/lib/adapters/store/read-noted-beacon'
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

/**
 * What open operations of followed timelocks would put behind a proxy, or behind the beacon that it follows. Anyone can have a timelock
 * and queue in it what they like: those of the account that may upgrade it come first, and are not pushed out by others.
 *
 * @param read What was read of the proxy; where nothing could be, it is looked for under itself and the beacon that it was seen to follow.
 */
export async function queuedUpgrades(
  store: Pick<Store, 'database'>,
  at: ChainAddress,
  read: Pick<ProxyHistory, 'proxy' | 'history'> | undefined,
): Promise<QueuedUpgrade[]> {
  const upgraded = read?.history.known
    ? read.history.value.of
    : ((await readNotedBeacon(store, at)) ?? at.address)
  const authority = read && 'authority' in read.proxy ? read.proxy.authority : undefined
  const filter = { chainId: at.chainId, upgraded, standing: open }
  const list = async (timelock?: Address) =>
    (await listOperations(store, { filter: { ...filter, timelock }, limit: mostLooked })).operations
  const isOwn = ({ timelock }: { timelock: ChainAddress }) =>
    authority !== undefined && isAddressEqual(timelock.address, authority)
  const own = authority ? await list(authority) : []
  const others = (await list()).filter((each) => !isOwn(each))
  const found = await Promise.all(
    [...own, ...others].map(async ({ timelock, id, standing, due, operation }) => {
      // A list leaves large ones out.
      const whole = operation ?? (await readOperation(store, { ...timelock, id }))?.operation
      return orderedUpgrades(whole?.calls ?? [])
        .filter((order) => isAddressEqual(order.proxy, upgraded))
        .map(({ implementation }) => ({ timelock, id, standing, due, implementation }))
    }),
  )
  return found.flat()
}
