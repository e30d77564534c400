import type { Address } from 'viem'
import { readOperationOrder } from '@/lib/adapters/store/read-operation-order'
import { readTimelockPage, type TimelockPage } from '@/lib/adapters/store/read-timelock-page'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { OrderedOperation } from '@/lib/core/timelock/kind/ordered-operation'
import { operationsInOrder } from './operations-in-order'
import { upgradedProxies } from './upgraded-proxies'

export type FollowedTimelockPage = TimelockPage & {
  /** Operations that are not over and wait for others, with what they wait for. */
  readonly order: readonly OrderedOperation[]
  readonly isOrderCut: boolean
  /** Proxies and beacons that its operations upgrade. */
  readonly upgraded: readonly Address[]
}

/** All that is known of a followed timelock but its operations; undefined where it is not followed. */
export async function readFollowedTimelock(
  { store }: { readonly store: Store },
  timelock: ChainAddress,
): Promise<FollowedTimelockPage | undefined> {
  const page = await readTimelockPage(store, timelock)
  if (!page) return undefined
  const ids = await operationsInOrder(store, timelock)
  const order = await readOperationOrder(store, { ...timelock, ids })
  const upgraded = await upgradedProxies(store, timelock)
  return { ...page, order: order.operations, isOrderCut: order.isCut, upgraded }
}
