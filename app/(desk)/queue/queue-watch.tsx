import { type NamedTopic, WatchSection } from '@/components/watch/watch-section'
import { getServerContext } from '@/lib/config/server-context'

/** Feeds of all that the queue shows, and of each configured protocol. */
export async function QueueWatch() {
  const { config } = await getServerContext()
  const topics: NamedTopic[] = [
    { label: 'Everything that waits here', topic: { of: 'all' } },
    ...config.protocols.map(({ name }) => ({
      label: `Everything of ${name}`,
      topic: { of: 'protocol' as const, name },
    })),
  ]
  return <WatchSection topics={topics} hasMail={config.smtpUrl !== undefined} />
}
