import { visibleText } from '@/lib/core/chain/visible-text'
import type { ErrorFact } from '@/lib/core/error/base-error'
import { topicKey } from './event-topics'
import { parseTopicKey } from './feed-path'
import { InvalidSubscriptionError } from './invalid-subscription-error'
import { type CauseKind, causeKinds } from './queue-event'
import { type DeliveryShape, deliveryShapes, type SubscriptionRequest } from './subscription'

/** UTF-16 units. */
const longestTarget = 2_000

/** Plain addresses only: no quoted names, no comments, nothing that another header could begin with. */
const mailAddress =
  /^[a-z\d.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/i

/**
 * Reads what somebody asks to be told of. Whether a URL leads somewhere that may be reached is for whoever connects.
 *
 * @throws InvalidSubscriptionError that names each field that is wrong, and how.
 */
export function parseSubscription(fields: {
  readonly topic?: unknown
  readonly kinds?: unknown
  readonly shape?: unknown
  readonly target?: unknown
}): SubscriptionRequest {
  const facts: ErrorFact[] = []
  const topic = typeof fields.topic === 'string' ? parseTopicKey(fields.topic) : undefined
  if (!topic) facts.push(['topic', 'Expected e.g. timelock:1:0x…, protocol:Name or proxy:1:0x….'])
  const kinds = fields.kinds ?? []
  if (!isKinds(kinds)) facts.push(['kinds', `Expected a list of ${causeKinds.join(', ')}.`])
  const shape = deliveryShapes.find((one) => one === fields.shape)
  if (!shape) facts.push(['shape', `Expected one of ${deliveryShapes.join(', ')}.`])
  const target = typeof fields.target === 'string' ? fields.target.trim() : ''
  const problem = shape && describeTarget(target, shape)
  if (problem) facts.push(['target', problem])
  if (!topic || !shape || !isKinds(kinds) || facts.length > 0) {
    throw new InvalidSubscriptionError(facts)
  }
  return {
    topic: topicKey(topic),
    kinds: causeKinds.filter((kind) => kinds.includes(kind)),
    shape,
    target: shape === 'email' ? target.toLowerCase() : new URL(target).href,
  }
}

function isKinds(value: unknown): value is CauseKind[] {
  return (
    Array.isArray(value) && value.every((kind) => (causeKinds as readonly unknown[]).includes(kind))
  )
}

function describeTarget(target: string, shape: DeliveryShape): string | undefined {
  if (target.length > longestTarget) return `Longer than ${longestTarget} characters.`
  if (shape === 'email') {
    return mailAddress.test(target) ? undefined : 'Expected an e-mail address, name@example.org.'
  }
  const url = URL.canParse(target) ? new URL(target) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    return `Expected an https:// URL, got ${visibleText(target, { maxLength: 60 }) || 'nothing'}.`
  }
  if (url.username || url.password) return 'A URL with a user or a password is not taken.'
  if (shape === 'telegram' && !url.searchParams.has('chat_id')) {
    return 'Expected https://api.telegram.org/bot…/sendMessage?chat_id=….'
  }
  return undefined
}
