import { type NamedTopic, WatchSection } from '@/components/watch/watch-section'
import { getServerContext } from '@/lib/config/server-context'
import type { callsOf } from '@/lib/core/patch/calls-of'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { replacedProxies } from '@/lib/core/patch/replaced-proxies'

/** Feeds of the timelock, of its protocol and of the configured proxies that a patch upgrades. */
export async function PatchWatch({
  found: { desk, record },
  calls,
}: {
  found: FoundRecord
  calls: ReturnType<typeof callsOf>
}) {
  const { config } = await getServerContext()
  const { timelock, chainId } = record
  if (!timelock) return null
  const upgraded = replacedProxies(calls, desk.chain?.facts.proxies ?? [])
  const topics: NamedTopic[] = [
    { label: `Timelock of ${desk.name}`, topic: { of: 'timelock', timelock } },
    { label: `Everything of ${desk.name}`, topic: { of: 'protocol', name: desk.name } },
    ...[...new Set(upgraded)].map((address) => ({
      label: desk.labels[address.toLowerCase()] ?? address,
      topic: { of: 'proxy' as const, proxy: { chainId, address } },
    })),
  ]
  return <WatchSection topics={topics} hasMail={config.smtpUrl !== undefined} />
}
