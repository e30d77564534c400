import type { FollowedTimelock } from '@/lib/adapters/store/followed-timelock'
import { listTimelocks } from '@/lib/adapters/store/list-timelocks'
import { type Coverage, readCoverage } from '@/lib/adapters/store/read-coverage'
import { readTimelockPage, type TimelockPage } from '@/lib/adapters/store/read-timelock-page'
import type { Store } from '@/lib/adapters/store/store'
import { touchTimelock } from '@/lib/adapters/store/touch-timelock'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** A followed timelock as the API gives it: who looked at it when is nobody's business. */
export type ApiTimelock = Omit<FollowedTimelock, 'lookedAt'>

/** As the API gives it. */
export function toApiTimelock({ lookedAt: _, ...timelock }: FollowedTimelock): ApiTimelock {
  return timelock
}

/** What is known of the timelocks of a chain, or of one, and up to where: the state that an answer belongs to. */
export async function readApiCoverage(
  store: Store,
  { chainId, timelock }: { chainId?: number | undefined; timelock?: ChainAddress['address'] },
): Promise<Coverage> {
  return await readCoverage(store, { chainId, timelock })
}

/** The timelocks that are followed. */
export async function listApiTimelocks(
  store: Store,
  { chainId }: { readonly chainId?: number | undefined },
): Promise<ApiTimelock[]> {
  return (await listTimelocks(store, { chainId })).map(toApiTimelock)
}

/** All that is known of a followed timelock but its operations; undefined where it is not followed. */
export async function readApiTimelock(
  store: Store,
  timelock: ChainAddress,
): Promise<Omit<TimelockPage, 'lookedAt'> | undefined> {
  const page = await readTimelockPage(store, timelock)
  if (!page) return undefined
  const { lookedAt: _, ...rest } = page
  return rest
}

/** Notes that somebody looks at it, so that it stays followed. */
export async function noteLook(store: Store, timelock: ChainAddress): Promise<void> {
  await touchTimelock(store, { ...timelock, now: new Date() })
}
