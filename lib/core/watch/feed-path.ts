import { getAddress, isAddress } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Topic } from './event-topics'

export const feedFormats = ['atom', 'json', 'ics'] as const

export type FeedFormat = (typeof feedFormats)[number]

const root = '/api/v1/feeds'

/** Where a topic has its feed, from the slash on. */
export function feedPath(topic: Topic, format: FeedFormat): string {
  return `${root}/${topicPath(topic)}.${format}`
}

function topicPath(topic: Topic): string {
  switch (topic.of) {
    case 'all':
      return 'all'
    case 'timelock':
      return `timelocks/${topic.timelock.chainId}/${topic.timelock.address}`
    case 'protocol':
      return `protocols/${encodeURIComponent(topic.name)}`
    case 'proxy':
      return `proxies/${topic.proxy.chainId}/${topic.proxy.address}`
  }
}

/** The feed that the parts of a path below `/api/v1/feeds` name; undefined where they name none. */
export function parseFeedPath(
  parts: readonly string[],
): { readonly topic: Topic; readonly format: FeedFormat } | undefined {
  const last = parts.at(-1) ?? ''
  const format = feedFormats.find((one) => last.endsWith(`.${one}`))
  if (!format) return undefined
  const topic = parseTopic([...parts.slice(0, -1), last.slice(0, -format.length - 1)])
  return topic && { topic, format }
}

function parseTopic([kind, first = '', second, ...rest]: readonly string[]): Topic | undefined {
  if (rest.length > 0) return undefined
  if (kind === 'all' && first === '') return { of: 'all' }
  if (kind === 'protocols' && second === undefined) return parseProtocol(first)
  const at = second === undefined ? undefined : parsePlace(first, second)
  if (kind === 'timelocks' && at) return { of: 'timelock', timelock: at }
  return kind === 'proxies' && at ? { of: 'proxy', proxy: at } : undefined
}

/** No configuration names one with a zero byte, and no database looks for it. */
function parseProtocol(name: string): Topic | undefined {
  return name === '' || name.includes('\0') ? undefined : { of: 'protocol', name }
}

function parsePlace(chainId: string, address: string): ChainAddress | undefined {
  if (!/^[1-9]\d{0,14}$/.test(chainId) || !isAddress(address, { strict: false })) return undefined
  return { chainId: Number(chainId), address: getAddress(address) }
}

/** The topic of a key as `topicKey` writes it; undefined where it is none. */
export function parseTopicKey(key: string): Topic | undefined {
  const [of = '', ...rest] = key.split(':')
  if (of === 'protocol') return parseProtocol(rest.join(':'))
  return parseTopic([of === 'all' ? of : of === 'proxy' ? 'proxies' : `${of}s`, ...rest])
}
