import { isAddressEqual } from 'viem'
import { type NamedTopic, WatchSection } from '@/components/watch/watch-section'
import { getServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** Feeds of a proxy and, where it is configured, of its protocols. */
export async function ProxyWatch({
  proxy,
  name,
}: {
  proxy: ChainAddress
  name: string | undefined
}) {
  const { config } = await getServerContext()
  const { chainId, address } = proxy
  const protocols = config.protocols.filter(
    (each) =>
      each.chainId === chainId && each.proxies.some((one) => isAddressEqual(one.address, address)),
  )
  const topics: NamedTopic[] = [
    { label: name ?? 'This proxy', topic: { of: 'proxy', proxy } },
    ...protocols.map((protocol) => ({
      label: `Everything of ${protocol.name}`,
      topic: { of: 'protocol' as const, name: protocol.name },
    })),
  ]
  return <WatchSection topics={topics} hasMail={config.smtpUrl !== undefined} />
}
