import type { SubscriptionRequest } from '@/lib/core/watch/subscription'
import type { subscriptions } from './watch-schema'

/** A subscription as it is kept. `target` and `secret` are never shown to anybody but its owner. */
export type StoredSubscription = SubscriptionRequest & {
  readonly id: string
  /** What bodies are signed with; of e-mail the token that its links carry; undefined for chat services. */
  readonly secret: string | undefined
  readonly state: 'pending' | 'active' | 'stopped'
  /** Why it was stopped; undefined where its owner wanted it. */
  readonly problem: string | undefined
  readonly createdAt: Date
}

/** Reads a row. */
export function toStoredSubscription(row: typeof subscriptions.$inferSelect): StoredSubscription {
  const { tokenHash: _, secret, problem, ...subscription } = row
  return { ...subscription, secret: secret ?? undefined, problem: problem ?? undefined }
}
