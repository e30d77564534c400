import { countDelivery } from '@/lib/actions/monitoring/process-metrics'
import { labelsOfTopic } from '@/lib/actions/queue-events/labels-of-topic'
import { sendMail } from '@/lib/adapters/mail/send-mail'
import { type DueDelivery, settleDelivery, takeDeliveries } from '@/lib/adapters/store/deliveries'
import type { StoredSubscription } from '@/lib/adapters/store/stored-subscription'
import { readSubscriptionsById, setSubscriptionState } from '@/lib/adapters/store/subscriptions'
import { type DeliveryOutcome, postWebhook } from '@/lib/adapters/webhook/post-webhook'
import { signBody } from '@/lib/adapters/webhook/sign-body'
import { backOffSeconds, mostAttempts } from '@/lib/core/watch/back-off-seconds'
import { deliveryBody } from '@/lib/core/watch/delivery-body'
import { describeEvent } from '@/lib/core/watch/describe-event'
import { eventPath } from '@/lib/core/watch/feed'
import type { SubscriptionContext } from './subscription-context'

/** Sent at one time by one process. */
const batch = 20
/** Seconds for which whoever took a delivery on has it: longer than any attempt may take. */
const leaseSeconds = 120

/**
 * Sends what is due until nothing is. Each event goes out at least once, and those of one subject in their order: one that is
 * not taken holds up those after it, and is tried again later and later.
 *
 * @returns How many attempts were made.
 */
export async function deliverEvents(
  context: SubscriptionContext,
  signal?: AbortSignal,
): Promise<number> {
  let attempts = 0
  while (!signal?.aborted) {
    const now = new Date()
    const until = new Date(now.getTime() + leaseSeconds * 1_000)
    const due = await takeDeliveries(context.store, { now, until, limit: batch })
    if (due.length === 0) break
    const ids = [...new Set(due.map(({ subscription }) => subscription))]
    const found = await readSubscriptionsById(context.store, { ids })
    const byId = new Map(found.map((one) => [one.id, one]))
    await Promise.all(
      due.map(async (delivery) => {
        const subscription = byId.get(delivery.subscription)
        if (subscription) await deliver(context, { delivery, subscription })
      }),
    )
    attempts += due.length
  }
  return attempts
}

type Attempt = { readonly delivery: DueDelivery; readonly subscription: StoredSubscription }

async function deliver(context: SubscriptionContext, attempt: Attempt): Promise<void> {
  const { store } = context
  const { delivery, subscription } = attempt
  const outcome = await send(context, attempt)
  const now = new Date()
  const { status } = outcome
  const key = { subscription: subscription.id, position: delivery.position, now, status }
  const tried = delivery.attempts + 1
  const { shape } = subscription
  const ended = outcome.taken ? 'taken' : tried < mostAttempts ? 'retried' : 'stopped'
  countDelivery({ shape, outcome: ended })
  if (outcome.taken) return await settleDelivery(store, { ...key, isDone: true })
  const nextAt = new Date(now.getTime() + backOffSeconds(tried) * 1_000)
  const { problem } = outcome
  await settleDelivery(store, { ...key, isDone: false, problem, nextAt })
  if (tried < mostAttempts) return
  const why = `${tried} attempts in a row were not taken. ${problem}`
  await setSubscriptionState(store, { id: subscription.id, state: 'stopped', problem: why, now })
}

type Outcome = Pick<DeliveryOutcome, 'status'> &
  ({ readonly taken: true } | { readonly taken: false; readonly problem: string })

async function send(
  { config }: SubscriptionContext,
  { delivery: { event }, subscription }: Attempt,
): Promise<Outcome> {
  const { shape, target, secret } = subscription
  const { names } = labelsOfTopic(config, { of: 'all' })
  if (shape === 'email') return await sendByMail(config, { event, subscription, names })
  const body = deliveryBody({ event, shape, target, names, origin: config.publicUrl })
  const timestamp = BigInt(Math.floor(Date.now() / 1_000))
  return await postWebhook({
    url: target,
    body,
    allowHosts: config.webhooks.allowHosts,
    headers: {
      'suture-event': event.id,
      ...(secret === undefined ? {} : signBody({ secret, timestamp, body })),
    },
  })
}

async function sendByMail(
  { smtpUrl, mailFrom, publicUrl }: SubscriptionContext['config'],
  {
    event,
    subscription,
    names,
  }: {
    event: DueDelivery['event']
    subscription: StoredSubscription
    names: Readonly<Record<string, string>>
  },
): Promise<Outcome> {
  if (!smtpUrl || !mailFrom || !publicUrl) {
    return { taken: false, status: undefined, problem: 'this instance sends no e-mail now' }
  }
  const { title, facts } = describeEvent(event, names)
  const { secret: token } = subscription
  return await sendMail({
    smtpUrl,
    from: mailFrom,
    to: subscription.target,
    subject: title,
    text: [
      ...facts.map(([label, value]) => `${label}: ${value}`),
      '',
      `${publicUrl}${eventPath(event)}`,
      '',
      `To end this: ${publicUrl}/subscriptions/${token}`,
    ].join('\n'),
    unsubscribeUrl: `${publicUrl}/api/v1/subscriptions/${token}/end`,
    messageId: `<${event.id}.${subscription.id}@${new URL(publicUrl).hostname}>`,
  })
}
