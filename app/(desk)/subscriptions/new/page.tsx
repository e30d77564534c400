import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { readRefused, refusedCookieName } from '@/app/api/v1/subscriptions/refused-cookie'
import { visibleError } from '@/app/api/v1/subscriptions/refused-error'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { ErrorView } from '@/components/ui/error-view'
import { Panel } from '@/components/ui/panel'
import { SubscribeForm } from '@/components/watch/subscribe-form'
import type { NamedTopic } from '@/components/watch/watch-section'
import { labelsOfTopic } from '@/lib/actions/queue-events/labels-of-topic'
import { getServerContext } from '@/lib/config/server-context'
import { parseTopicKey } from '@/lib/core/watch/feed-path'

export const metadata: Metadata = { title: 'Subscribe', robots: { index: false } }

/** Where a form leads that was refused, with why and with what was typed. */
export default async function NewSubscriptionPage() {
  const { config } = await getServerContext()
  const refused = readRefused((await cookies()).get(refusedCookieName)?.value)
  const typed = refused && parseTopicKey(refused.values.topic)
  const topics: NamedTopic[] = [
    ...(typed && typed.of !== 'all'
      ? [{ label: labelsOfTopic(config, typed).title, topic: typed }]
      : []),
    { label: 'Everything that waits here', topic: { of: 'all' } },
  ]
  return (
    <DeskPage>
      <PageHeader title="Subscribe" lead="No account needed. Times are those of the chain." />
      <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-4">
        {refused && <ErrorView error={visibleError(refused.error)} live="alert" />}
        <Panel padded>
          <SubscribeForm
            topics={topics}
            hasMail={config.smtpUrl !== undefined}
            typed={refused?.values}
          />
        </Panel>
      </div>
    </DeskPage>
  )
}
