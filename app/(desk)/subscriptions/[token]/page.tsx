import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import {
  readRefusedChange,
  refusedChangeCookieName,
} from '@/app/api/v1/subscriptions/refused-change-cookie'
import { visibleError } from '@/app/api/v1/subscriptions/refused-error'
import { secretCookieName } from '@/app/api/v1/subscriptions/secret-cookie'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { Callout } from '@/components/ui/callout'
import { CodeBlock } from '@/components/ui/code-block'
import { Columns, Stack } from '@/components/ui/columns'
import { ErrorView } from '@/components/ui/error-view'
import { KeyValue } from '@/components/ui/key-value'
import { Panel } from '@/components/ui/panel'
import { DeliveryLog } from '@/components/watch/delivery-log'
import { eventKindWords } from '@/components/watch/event-kind-words'
import { NoSubscription } from '@/components/watch/no-subscription'
import { SubscriptionForms } from '@/components/watch/subscription-forms'
import { labelsOfTopic } from '@/lib/actions/queue-events/labels-of-topic'
import {
  NoSubscriptionError,
  openSubscription,
} from '@/lib/actions/subscriptions/open-subscription'
import { answerWithStatus } from '@/lib/config/answer-status'
import { getServerContext } from '@/lib/config/server-context'
import { visibleText } from '@/lib/core/chain/visible-text'
import { parseTopicKey } from '@/lib/core/watch/feed-path'

type Props = { params: Promise<{ token: string }> }

export const metadata: Metadata = {
  title: 'Subscription',
  robots: { index: false, follow: false },
  // The address is the key to it.
  referrer: 'no-referrer',
}

export default async function SubscriptionPage({ params }: Props) {
  const { token } = await params
  const context = await getServerContext()
  const view = await openSubscription(context, { token }).catch((error: unknown) => {
    if (error instanceof NoSubscriptionError) return undefined
    throw error
  })
  if (!view) {
    answerWithStatus(404)
    return <NoSubscription />
  }
  const sent = await cookies()
  const secret = sent.get(secretCookieName)?.value
  const refused = readRefusedChange(sent.get(refusedChangeCookieName)?.value)
  const labels = labelsOfTopic(context.config, parseTopicKey(view.topic) ?? { of: 'all' })
  return (
    <DeskPage jsonHref={`/api/v1/subscriptions/${token}`}>
      <PageHeader
        title={labels.title}
        lead="Whoever has this address can read, change and end this subscription. Keep it."
      />
      <Columns
        rail={
          <Panel title="Change" padded>
            <SubscriptionForms token={token} state={view.state} since={refused?.since} />
          </Panel>
        }
      >
        <Stack>
          {refused && <ErrorView error={visibleError(refused.error)} live="alert" />}
          {secret && view.shape === 'json' && (
            <Callout tone="warn" title="The secret, shown this once">
              <CodeBlock>{secret}</CodeBlock>
              <p>
                Each request has <code>suture-timestamp</code> and <code>suture-signature</code>:{' '}
                <code>v1=</code> and the HMAC-SHA-256 of timestamp, a dot and the body, in hex.
                Refuse what is not signed so, or is old.
              </p>
            </Callout>
          )}
          {view.state === 'pending' && (
            <Callout title="It is not confirmed">
              <p>Nothing is sent before it is.</p>
            </Callout>
          )}
          {view.problem && (
            <Callout tone="fail" title="It was stopped">
              <p>
                {visibleText(view.problem, { maxLength: 400 })} What was missed is kept and sent
                when it goes on.
              </p>
            </Callout>
          )}
          <Panel title="Subscription" padded>
            <KeyValue
              rows={[
                ['State', view.state],
                ['To', `${visibleText(view.target, { maxLength: 200 })} (${view.shape})`],
                [
                  'Events',
                  view.kinds.length === 0
                    ? 'all'
                    : view.kinds.map((kind) => eventKindWords[kind]).join(', '),
                ],
                ['Not delivered yet', String(view.waiting)],
              ]}
            />
          </Panel>
          <Panel title="Deliveries">
            <DeliveryLog deliveries={view.deliveries} names={labels.names} />
          </Panel>
        </Stack>
      </Columns>
    </DeskPage>
  )
}
