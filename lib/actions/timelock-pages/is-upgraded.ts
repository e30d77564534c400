import { listOperations } from '@/lib/adapters/store/list-operations'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/**
 * Whether an operation of a followed timelock upgrades it, through a ProxyAdmin or by a call to it, be it by one that no
 * standard knows.
 */
export async function isUpgraded(
  store: Pick<Store, 'database'>,
  { chainId, address }: ChainAddress,
): Promise<boolean> {
  const filters = [{ upgraded: address }, { target: address, risk: 'upgrade' as const }]
  for (const filter of filters) {
    const { operations } = await listOperations(store, {
      filter: { chainId, ...filter },
      limit: 1,
    })
    if (operations.length > 0) return true
  }
  return false
}
