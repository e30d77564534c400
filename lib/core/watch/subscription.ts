import type { CauseKind } from './queue-event'

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
