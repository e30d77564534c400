import type { FollowedTimelock } from '@/lib/adapters/store/followed-timelock'
import { countOperations, type StandingCounts } from '@/lib/adapters/store/list-operations'
import { listTimelocks } from '@/lib/adapters/store/list-timelocks'
import type { Store } from '@/lib/adapters/store/store'

export type CountedTimelock = FollowedTimelock & {
  /** Undefined for those that are too many to be counted. */
  readonly counts: StandingCounts | undefined
}

/** How many timelocks are counted one by one. */
const mostCounted = 200

/** The timelocks that are followed, without counts. */
export async function listFollowedTimelocks({
  store,
}: {
  readonly store: Store
}): Promise<FollowedTimelock[]> {
  return await listTimelocks(store)
}

/** The timelocks that are followed, each with how many of its operations stand where. */
export async function countFollowedTimelocks({
  store,
}: {
  readonly store: Store
}): Promise<CountedTimelock[]> {
  const all = await listTimelocks(store)
  return await Promise.all(
    all.map(async (each, index) => {
      if (index >= mostCounted) return { ...each, counts: undefined }
      const { chainId, address } = each.timelock
      const filter = { chainId, timelock: address }
      return { ...each, counts: await countOperations(store, { filter }) }
    }),
  )
}
