import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Address } from 'viem'
import { topicKey } from '@/lib/core/watch/event-topics'
import { hasWord } from './search-condition'
import type { Store } from './store'
import { beaconProxies, timelockOperations, timelocks } from './timelock-schema'
import { queueEventTopics } from './watch-schema'

export type BeaconProxy = { readonly proxy: Address; readonly beacon: Address }

export type NoteBeaconProxiesParameters = {
  readonly chainId: number
  readonly proxies: readonly BeaconProxy[]
}

/**
 * Keeps which proxies run what a beacon says. What was told of the beacon before is found under them from now on, and sent to
 * nobody; the timelocks that upgrade it have something new to show.
 */
export async function noteBeaconProxies(
  { database }: Pick<Store, 'database'>,
  { chainId, proxies }: NoteBeaconProxiesParameters,
): Promise<void> {
  if (proxies.length === 0) return
  const known = await database
    .select()
    .from(beaconProxies)
    .where(
      and(
        eq(beaconProxies.chainId, chainId),
        inArray(
          beaconProxies.proxy,
          proxies.map(({ proxy }) => proxy),
        ),
      ),
    )
  const beaconOf = new Map(known.map(({ proxy, beacon }) => [proxy, beacon]))
  const news = proxies.filter(({ proxy, beacon }) => beaconOf.get(proxy) !== beacon)
  if (news.length === 0) return
  await database.transaction(async (transaction) => {
    for (const { beacon } of news) {
      const isUpgrading = sql`exists (select from ${timelockOperations} where ${timelockOperations.chainId} = ${timelocks.chainId} and ${timelockOperations.timelock} = ${timelocks.address} and ${hasWord(beacon)} and ${beacon.toLowerCase()} = any(${timelockOperations.upgraded}))`
      await transaction
        .update(timelocks)
        .set({ modified: new Date() })
        .where(and(eq(timelocks.chainId, chainId), isUpgrading))
    }
    await transaction
      .insert(beaconProxies)
      .values(news.map((each) => ({ chainId, ...each })))
      .onConflictDoUpdate({
        target: [beaconProxies.chainId, beaconProxies.proxy],
        set: { beacon: sql`excluded.beacon` },
      })
    for (const { proxy, beacon } of news) {
      const { topic, at, position } = queueEventTopics
      const [to, from] = [proxy, beacon].map((address) =>
        topicKey({ of: 'proxy', proxy: { chainId, address } }),
      )
      await transaction.execute(
        sql`insert into ${queueEventTopics} select ${to}, ${at}, ${position} from ${queueEventTopics} where ${topic} = ${from} on conflict do nothing`,
      )
    }
  })
}
