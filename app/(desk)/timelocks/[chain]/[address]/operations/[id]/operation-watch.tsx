import { labelOf } from '@/components/address/address-labels'
import { type NamedTopic, WatchSection } from '@/components/watch/watch-section'
import { getServerContext } from '@/lib/config/server-context'
import { upgradedBy } from '@/lib/core/timelock/kind/upgraded-by'
import type { LoadedOperation } from './load-operation'

/** Of a batch that upgrades more, the others are found by the timelock. */
const mostProxies = 10

/** Feeds of the timelock of an operation, and of the proxies that the operation upgrades. */
export async function OperationWatch({ page, timelock, protocol, labels }: LoadedOperation) {
  const { config } = await getServerContext()
  const topics: NamedTopic[] = [
    {
      label: protocol ? `Timelock of ${protocol.name}` : 'Its timelock',
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
    ...upgradedBy(page.operation.calls)
      .slice(0, mostProxies)
      .map((address) => {
        const label = labelOf(labels, address)
        return {
          // Words of owners name nothing that is subscribed to.
          label: typeof label === 'string' ? label : address,
          topic: { of: 'proxy' as const, proxy: { chainId: timelock.chainId, address } },
        }
      }),
  ]
  return <WatchSection topics={topics} hasMail={config.smtpUrl !== undefined} />
}
