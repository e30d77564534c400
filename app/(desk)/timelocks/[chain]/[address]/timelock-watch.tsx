import { type NamedTopic, WatchSection } from '@/components/watch/watch-section'
import { getServerContext } from '@/lib/config/server-context'
import type { LoadedTimelock } from './load-timelock'

/** Feeds of a timelock and, where it is configured, of its protocol and its proxies. */
export async function TimelockWatch({
  timelock,
  protocol,
}: Pick<LoadedTimelock, 'timelock' | 'protocol'>) {
  const { config } = await getServerContext()
  const topics: NamedTopic[] = [
    {
      label: protocol ? `Timelock of ${protocol.name}` : 'This timelock',
      topic: { of: 'timelock', timelock },
    },
    ...(protocol
      ? [
          {
            label: `Everything of ${protocol.name}`,
            topic: { of: 'protocol' as const, name: protocol.name },
          },
        ]
      : []),
    ...(protocol?.proxies ?? []).map(({ name, address }) => ({
      label: name,
      topic: { of: 'proxy' as const, proxy: { chainId: timelock.chainId, address } },
    })),
    { label: 'Everything that waits here', topic: { of: 'all' } },
  ]
  return <WatchSection topics={topics} hasMail={config.smtpUrl !== undefined} />
}
