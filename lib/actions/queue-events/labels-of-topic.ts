import { isAddressEqual } from 'viem'
import type { Config } from '@/lib/config/config'
import { shortAddress } from '@/lib/core/chain/short-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { EventNames } from '@/lib/core/watch/describe-event'
import type { Topic } from '@/lib/core/watch/event-topics'

export type TopicLabels = {
  /** One line. */
  readonly title: string
  /** By address in lower case. */
  readonly names: EventNames
  /** The page of the same, from the slash on. */
  readonly pagePath: string
  /** Whether the configuration names it. */
  readonly isConfigured: boolean
}

/** What a topic, and the addresses in its events, are called here. */
export function labelsOfTopic(
  { protocols, chains }: Pick<Config, 'protocols' | 'chains'>,
  topic: Topic,
): TopicLabels {
  const names = namesOf(protocols)
  if (topic.of === 'all') {
    return { title: 'Everything that waits', names, pagePath: '/queue', isConfigured: true }
  }
  if (topic.of === 'protocol') {
    const protocol = protocols.find(({ name }) => name === topic.name)
    const pagePath = protocol ? `/timelocks/${protocol.chainId}/${protocol.timelock}` : '/queue'
    const title = visibleText(topic.name, { maxLength: 80 })
    return { title, names, pagePath, isConfigured: protocol !== undefined }
  }
  const { chainId, address } = topic.of === 'timelock' ? topic.timelock : topic.proxy
  const own = protocols.filter((protocol) => protocol.chainId === chainId)
  const addresses = own.flatMap(({ timelock, proxies }) =>
    topic.of === 'timelock' ? [timelock] : proxies.map((proxy) => proxy.address),
  )
  const name = names[address.toLowerCase()]
  const shown = name ? visibleText(name, { maxLength: 80 }) : shortAddress(address)
  const chain = chains.find(({ id }) => id === chainId)?.name ?? `chain ${chainId}`
  return {
    title: `${topic.of === 'timelock' ? 'Timelock' : 'Proxy'} ${shown}, ${chain}`,
    names,
    pagePath: topic.of === 'timelock' ? `/timelocks/${chainId}/${address}` : '/queue',
    isConfigured: addresses.some((one) => isAddressEqual(one, address)),
  }
}

function namesOf(protocols: Config['protocols']): Record<string, string> {
  const names: Record<string, string> = {}
  for (const { timelock, name, proxies } of protocols) {
    names[timelock.toLowerCase()] ??= name
    for (const proxy of proxies) names[proxy.address.toLowerCase()] ??= proxy.name
  }
  return names
}
