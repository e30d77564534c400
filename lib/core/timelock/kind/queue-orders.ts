import type { QueueGroupName } from '@/lib/core/timelock/kind/queue-group'

/** By when it can be executed, soonest first; or by when it was scheduled, newest first. Reversed: the other way round. */
export type QueueOrder = { readonly order: 'eta' | 'scheduled'; readonly reversed?: true }

/** What comes first in each group of the queue: what is next, and of what is over the newest. */
export const queueOrders: Readonly<Record<QueueGroupName, QueueOrder>> = {
  ready: { order: 'eta' },
  overlooked: { order: 'eta' },
  blocked: { order: 'eta' },
  waiting: { order: 'eta' },
  stale: { order: 'eta', reversed: true },
  unclear: { order: 'scheduled' },
  executed: { order: 'scheduled' },
  cancelled: { order: 'scheduled' },
}
