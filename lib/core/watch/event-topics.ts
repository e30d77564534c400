import { type Address, getAddress } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** What can be followed. */
export type Topic =
  | { readonly of: 'all' }
  | { readonly of: 'timelock'; readonly timelock: ChainAddress }
  | { readonly of: 'protocol'; readonly name: string }
  | { readonly of: 'proxy'; readonly proxy: ChainAddress }

/** Proxies of one event that can be followed; a batch that names more is found by its timelock. */
const mostProxies = 50

/** The one text of a topic, by which events and subscriptions are kept. */
export function topicKey(topic: Topic): string {
  switch (topic.of) {
    case 'all':
      return 'all'
    case 'protocol':
      return `protocol:${topic.name}`
    case 'timelock':
      return `timelock:${addressKey(topic.timelock)}`
    case 'proxy':
      return `proxy:${addressKey(topic.proxy)}`
  }
}

function addressKey({ chainId, address }: ChainAddress): string {
  return `${chainId}:${getAddress(address)}`
}

export type EventTopicsParameters = {
  readonly timelock: ChainAddress
  /** Names of the configured protocols whose timelock it is. */
  readonly protocols: readonly string[]
  /** What the calls are made to, and the proxies that they order to be upgraded. */
  readonly touched: readonly Address[]
}

/** Every topic under which an event is found. */
export function eventTopics({ timelock, protocols, touched }: EventTopicsParameters): string[] {
  const { chainId } = timelock
  const proxies = [...new Set(touched)].slice(0, mostProxies)
  return [
    topicKey({ of: 'all' }),
    topicKey({ of: 'timelock', timelock }),
    ...protocols.map((name) => topicKey({ of: 'protocol', name })),
    ...proxies.map((address) => topicKey({ of: 'proxy', proxy: { chainId, address } })),
  ]
}
