import { isKnownTopic } from '@/lib/actions/queue-events/is-known-topic'
import { labelsOfTopic } from '@/lib/actions/queue-events/labels-of-topic'
import { type MeetProxyContext, meetProxy } from '@/lib/actions/queue-events/meet-proxy'
import { sendMail } from '@/lib/adapters/mail/send-mail'
import { countSubscriptions, insertSubscription } from '@/lib/adapters/store/subscriptions'
import { checkTarget } from '@/lib/adapters/webhook/check-target'
import { RefusedTargetError } from '@/lib/adapters/webhook/refused-target-error'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import { parseTopicKey } from '@/lib/core/watch/feed-path'
import { InvalidSubscriptionError } from '@/lib/core/watch/invalid-subscription-error'
import { parseSubscription } from '@/lib/core/watch/parse-subscription'
import type { SubscriptionRequest } from '@/lib/core/watch/subscription'
import type { SubscriptionContext } from './subscription-context'
import { newToken, tokenHash } from './token-hash'

/** What the one who subscribes is told, once. */
export type NewSubscription =
  | {
      readonly state: 'active'
      readonly id: string
      /** Whoever has it may read the log, replay, stop and delete. */
      readonly token: string
      /** What bodies are signed with; undefined for chat services. */
      readonly secret: string | undefined
    }
  /** A message was sent to the address: only its owner can go on. */
  | { readonly state: 'pending' }

/** No event of that topic will ever be told here. */
export class UnknownTopicError extends BaseError {
  override readonly name = 'UnknownTopicError'
}

/** There are too many already. */
export class TooManySubscriptionsError extends BaseError {
  override readonly name = 'TooManySubscriptionsError'
}

/** This instance sends no e-mail, or could not. */
export class MailError extends BaseError {
  override readonly name = 'MailError'
}

/** To subscribe to a proxy that nobody here knows yet, the chain is asked what it is. */
export type SubscribeContext = SubscriptionContext & Pick<MeetProxyContext, 'clientFor'>

const mostSubscriptions = 10_000
/** To one URL or address, of the last day or in use. */
const mostPerTarget = 20
const mostPerMailbox = 5

/**
 * Begins to tell somebody of what happens. A URL is told at once; an e-mail address has to be confirmed by whoever reads its
 * mail, so that nobody subscribes anybody else.
 *
 * @throws InvalidSubscriptionError, UnknownTopicError, RefusedTargetError, TooManySubscriptionsError, MailError,
 *   RpcUnreachableError
 */
export async function subscribe(
  context: SubscribeContext,
  fields: Parameters<typeof parseSubscription>[0],
): Promise<NewSubscription> {
  const { store } = context
  const request = normalised(parseSubscription(fields))
  await assertKnown(context, request.topic)
  if (request.shape === 'email') assertMail(context)
  else await assertReachable(context, request)
  const now = new Date()
  await assertRoom(context, request, now)
  const token = newToken()
  const id = newToken().slice(0, 16)
  const isMail = request.shape === 'email'
  const secret = request.shape === 'json' ? `whsec_${newToken()}` : undefined
  await insertSubscription(store, {
    ...request,
    id,
    // Every message has the link that ends it.
    secret: isMail ? token : secret,
    state: isMail ? 'pending' : 'active',
    problem: undefined,
    createdAt: now,
    tokenHash: tokenHash(token),
  })
  if (!isMail) return { state: 'active', id, token, secret }
  await askToConfirm(context, { request, token, id })
  return { state: 'pending' }
}

/** One URL has one text. */
function normalised(request: SubscriptionRequest): SubscriptionRequest {
  const { shape, target } = request
  if (shape === 'email') return request
  const url = URL.canParse(target) ? new URL(target) : undefined
  if (url && !url.username && !url.password) return { ...request, target: url.href }
  throw new InvalidSubscriptionError([['target', 'It is no URL that can be sent to.']])
}

async function assertKnown(context: SubscribeContext, topic: string): Promise<void> {
  const parsed = parseTopicKey(topic)
  if (parsed && ((await isKnownTopic(context, parsed)) || (await meetProxy(context, parsed))))
    return
  throw new UnknownTopicError('Nothing is known of that here.', {
    facts: [['Topic', visibleText(topic, { maxLength: 200 })]],
    hint: 'Open the page of the timelock first: from then on it is followed.',
  })
}

function assertMail({ config }: SubscriptionContext): void {
  if (config.smtpUrl && config.mailFrom && config.publicUrl) return
  throw new MailError('This instance sends no e-mail.', {
    hint: 'Take a feed or a webhook. Whoever runs the instance can set SMTP_URL, mailFrom and publicUrl.',
  })
}

async function assertReachable(
  { config }: SubscriptionContext,
  { target }: SubscriptionRequest,
): Promise<void> {
  const url = new URL(target)
  try {
    await checkTarget({ url, allowHosts: config.webhooks.allowHosts })
  } catch (error) {
    if (error instanceof BaseError) throw error
    throw new RefusedTargetError('That host has no address.', { host: url.host })
  }
}

async function assertRoom(
  { store }: SubscriptionContext,
  { target, shape }: SubscriptionRequest,
  now: Date,
): Promise<void> {
  const { all, toTarget } = await countSubscriptions(store, { target, now })
  const most = shape === 'email' ? mostPerMailbox : mostPerTarget
  if (all < mostSubscriptions && toTarget < most) return
  throw new TooManySubscriptionsError(
    toTarget < most ? 'This instance has no room for more.' : 'That target has too many already.',
    { hint: 'Delete some that are not needed, or come back tomorrow.' },
  )
}

async function askToConfirm(
  { config }: SubscriptionContext,
  parameters: { request: SubscriptionRequest; token: string; id: string },
): Promise<void> {
  const { request, token, id } = parameters
  const { smtpUrl, mailFrom, publicUrl } = config
  if (!smtpUrl || !mailFrom || !publicUrl) return
  const topic = parseTopicKey(request.topic)
  const title = topic ? labelsOfTopic(config, topic).title : request.topic
  const url = `${publicUrl}/subscriptions/${token}`
  const outcome = await sendMail({
    smtpUrl,
    from: mailFrom,
    to: request.target,
    subject: `Confirm: ${title}`,
    text: [
      `Somebody asked ${publicUrl} to send this address what happens to: ${title}`,
      '',
      `If it was you, confirm here: ${url}`,
      '',
      'If it was not, do nothing: without it nothing is sent.',
    ].join('\n'),
    unsubscribeUrl: `${publicUrl}/api/v1/subscriptions/${token}/end`,
    messageId: `<confirm-${id}@${new URL(publicUrl).hostname}>`,
  })
  if (outcome.taken) return
  throw new MailError('The message could not be handed over.', {
    facts: [['Status', String(outcome.status ?? 'no answer')]],
    hint: 'Try again later, or with another address.',
    retry: true,
  })
}
