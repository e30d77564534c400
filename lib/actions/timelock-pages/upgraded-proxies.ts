import { type Address, getAddress } from 'viem'
import { listOperations } from '@/lib/adapters/store/list-operations'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { selectorOf } from '@/lib/core/timelock/kind/operation-risk'

/** `upgradeTo(address)` and `upgradeToAndCall(address,bytes)`: those that proxies and beacons have themselves. */
const ownUpgrades: readonly string[] = ['0x3659cfe6', '0x4f1ef286']

/** How many operations are looked through. */
const mostLooked = 200

/** Proxies and beacons that operations of a timelock upgrade, or would. */
export async function upgradedProxies(
  store: Pick<Store, 'database'>,
  { chainId, address }: ChainAddress,
): Promise<Address[]> {
  const { operations } = await listOperations(store, {
    filter: { chainId, timelock: address, risk: 'upgrade' },
    order: 'scheduled',
    limit: mostLooked,
  })
  const targets = operations
    .flatMap(({ operation }) => operation?.calls ?? [])
    .filter(({ data }) => ownUpgrades.includes(selectorOf(data)))
    .map(({ target }) => getAddress(target))
  return [...new Set(targets)]
}
