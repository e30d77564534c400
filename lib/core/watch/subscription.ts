import type { CauseKind, QueueEvent } from './queue-event'

/** In which form events are sent. `json` is signed; the others are what these services take. */
export const deliveryShapes = ['json', 'slack', 'discord', 'telegram', 'email'] as const

export type DeliveryShape = (typeof deliveryShapes)[number]

/** What somebody asks to be told of. */
export type SubscriptionRequest = {
  /** As `topicKey` writes it. */
  readonly topic: string
  /** Empty: all. What takes back an event goes where the event went. */
  readonly kinds: readonly CauseKind[]
  readonly shape: DeliveryShape
  /** URL, or e-mail address. */
  readonly target: string
}

/** One line of the log of a subscription. */
export type LoggedDelivery = {
  readonly event: QueueEvent
  readonly isDone: boolean
  readonly attempts: number
  /** HTTP or SMTP status of the last attempt. */
  readonly status: number | undefined
  /** Why the last attempt failed. */
  readonly problem: string | undefined
  readonly attemptedAt: Date | undefined
  /** Of one that is not done: when it is tried again. */
  readonly nextAt: Date
}

/** What the owner of a subscription may see of it: neither its secret nor all of its URL. */
export type SubscriptionView = Omit<SubscriptionRequest, 'target'> & {
  readonly state: 'pending' | 'active' | 'stopped'
  /** Why it was stopped; undefined where its owner wanted it. */
  readonly problem: string | undefined
  readonly createdAt: Date
  /** Host of the URL, or the e-mail address. */
  readonly target: string
  /** How many events are not delivered yet. */
  readonly waiting: number
  /** Newest first. */
  readonly deliveries: readonly LoggedDelivery[]
}
