import type { Hash } from 'viem'
import { listOperations } from '@/lib/adapters/store/list-operations'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** How many operations are looked through for such that wait for others: a picture of more is none. */
const mostLooked = 200

/** The ids of operations that are not over and wait for another one. */
export async function operationsInOrder(
  store: Pick<Store, 'database'>,
  { chainId, address }: ChainAddress,
): Promise<Hash[]> {
  const standing = ['waiting', 'ready', 'blocked', 'stale'] as const
  const { operations } = await listOperations(store, {
    filter: { chainId, timelock: address, standing },
    limit: mostLooked,
  })
  return operations.flatMap(({ id, predecessor, waitsFor }) =>
    predecessor || waitsFor ? [id] : [],
  )
}
