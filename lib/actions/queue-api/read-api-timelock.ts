import { shareReads } from '@/lib/actions/queue-api/share-reads'
import {
  type FollowedTimelockPage,
  readFollowedTimelock,
} from '@/lib/actions/timelock-pages/read-followed-timelock'
import { groupCounts } from '@/lib/actions/timelock-pages/read-queue'
import type { FollowedTimelock } from '@/lib/adapters/store/followed-timelock'
import { listTimelocks } from '@/lib/adapters/store/list-timelocks'
import { type Coverage, readCoverage } from '@/lib/adapters/store/read-coverage'
import { readScanRevision } from '@/lib/adapters/store/read-scan-revision'
import { readTimelockPage, type TimelockPage } from '@/lib/adapters/store/read-timelock-page'
import type { Store } from '@/lib/adapters/store/store'
import { touchTimelock } from '@/lib/adapters/store/touch-timelock'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { QueueGroupName } from '@/lib/core/timelock/kind/queue-group'
import { roleIncidents } from '@/lib/core/timelock/kind/role-claim'

/** A followed timelock as the API lists it: who looked at it when is nobody's business, and who holds what is on its page. */
export type ApiTimelock = Omit<FollowedTimelock, 'lookedAt' | 'heardAt' | 'roles'>

/** As the API gives it. */
export function toApiTimelock({
  lookedAt: _,
  heardAt: __,
  roles: ___,
  ...timelock
}: FollowedTimelock): ApiTimelock {
  return timelock
}

/** One with its coverage; its operations are counted by the groups of the queue, as everywhere. */
export type ApiTimelockPage = Omit<
  FollowedTimelockPage,
  'lookedAt' | 'settings' | 'counts' | 'overlooked'
> & {
  readonly counts: Readonly<Record<QueueGroupName, number>>
  /** Where the contract contradicts its events about who holds what, in words. */
  readonly roleIncidents: readonly string[]
}

type Place = {
  readonly chainId?: number | undefined
  readonly timelock?: ChainAddress['address'] | undefined
  readonly configured?: false | undefined
}

/** Who asks a store at this moment, by what they ask for. */
const asking = new WeakMap<Store, Map<string, () => Promise<Coverage>>>()

/** What is asked for of so many at most is shared: anybody can make up addresses. */
const mostAsking = 1_000

/** What is known of the timelocks of a chain, or of one, and up to where: the state that an answer belongs to. */
export async function readApiCoverage(
  store: Store,
  { chainId, timelock, configured }: Place,
): Promise<Coverage> {
  const ofStore = asking.get(store) ?? new Map<string, () => Promise<Coverage>>()
  asking.set(store, ofStore)
  const key = `${chainId}:${timelock}:${configured}`
  const read =
    ofStore.get(key) ?? shareReads(() => readCoverage(store, { chainId, timelock, configured }))
  if (ofStore.size >= mostAsking) ofStore.clear()
  ofStore.set(key, read)
  return await read()
}

/** Changes with what the answer of a timelock tells beside the coverage: blocks that were searched, and when its nodes were heard. */
export async function readSearchRevision(store: Store, timelock: ChainAddress): Promise<string> {
  return await readScanRevision(store, timelock)
}

/** The timelocks that are followed. */
export async function listApiTimelocks(
  store: Store,
  { chainId }: { readonly chainId?: number | undefined },
): Promise<ApiTimelock[]> {
  return (await listTimelocks(store, { chainId })).map(toApiTimelock)
}

/** All that is known of a followed timelock but its operations and settings; undefined where it is not followed. */
export async function readApiTimelock(
  store: Store,
  timelock: ChainAddress,
): Promise<ApiTimelockPage | undefined> {
  const page = await readFollowedTimelock({ store }, timelock)
  if (!page) return undefined
  const { lookedAt: _, settings: __, counts, overlooked, ...rest } = page
  return {
    ...rest,
    counts: groupCounts(counts, overlooked),
    roleIncidents: roleIncidents(page.roles?.claims ?? []),
  }
}

/** How its settings changed; undefined where it is not followed. */
export async function readApiSettings(
  store: Store,
  timelock: ChainAddress,
): Promise<Pick<TimelockPage, 'settings' | 'unscanned'> | undefined> {
  const page = await readTimelockPage(store, timelock)
  return page && { settings: page.settings, unscanned: page.unscanned }
}

/** When this process has noted a look, by store and timelock. */
const noted = new WeakMap<Store, Map<string, number>>()

/** Readers come by the hundred: to note one of them in this time is enough. */
const betweenNotes = 60_000

/** Notes that somebody looks at a timelock that is followed, so that it stays so. */
export async function noteLook(store: Store, { chainId, address }: ChainAddress): Promise<void> {
  const ofStore = noted.get(store) ?? new Map<string, number>()
  noted.set(store, ofStore)
  const key = `${chainId}:${address}`
  const now = new Date()
  if (now.getTime() - (ofStore.get(key) ?? 0) < betweenNotes) return
  ofStore.set(key, now.getTime())
  await touchTimelock(store, { chainId, address, now })
}
