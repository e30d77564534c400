import { isAddressEqual } from 'viem'
import { labelsOfTopic } from '@/lib/actions/queue-events/labels-of-topic'
import { isUpgraded } from '@/lib/actions/timelock-pages/is-upgraded'
import { isBeaconProxy } from '@/lib/adapters/store/is-beacon-proxy'
import { readTopicVersion } from '@/lib/adapters/store/list-events'
import { listTimelocks } from '@/lib/adapters/store/list-timelocks'
import type { Store } from '@/lib/adapters/store/store'
import type { Config } from '@/lib/config/config'
import { type Topic, topicKey } from '@/lib/core/watch/event-topics'

/**
 * Whether something would be told of a topic: it is configured, its timelock is followed, an operation upgrades it or the beacon
 * that it is known to follow, or something was told of it. An address that nobody follows has no empty feed: that would say that
 * nothing happens there.
 */
export async function isKnownTopic(
  {
    store,
    config,
  }: { readonly store: Store; readonly config: Pick<Config, 'protocols' | 'chains'> },
  topic: Topic,
): Promise<boolean> {
  if (labelsOfTopic(config, topic).isConfigured) return true
  if (topic.of === 'timelock') {
    const { chainId, address } = topic.timelock
    const followed = await listTimelocks(store, { chainId })
    if (followed.some(({ timelock }) => isAddressEqual(timelock.address, address))) return true
  }
  if (topic.of === 'proxy') {
    const { proxy } = topic
    if ((await isUpgraded(store, proxy)) || (await isBeaconProxy(store, proxy))) return true
  }
  return (await readTopicVersion(store, { topic: topicKey(topic), limit: 1 })) !== '0-0'
}
