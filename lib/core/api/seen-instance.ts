import type { QueuedInstance } from '@/lib/core/timelock/kind/queued-operation'

/** One time that an operation was scheduled, as far as telling what has happened needs it. */
export type SeenInstance = {
  readonly scheduled: Moment
  readonly eta: QueuedInstance['eta']
  readonly cancelled?: Moment | undefined
  readonly executed?: Moment | undefined
}

type Moment = { readonly blockTimestamp: bigint }

/** How an instance ended, and when; undefined where no event tells that it did. */
export function endOfInstance({
  cancelled,
  executed,
}: SeenInstance): { readonly standing: 'cancelled' | 'executed'; readonly at: bigint } | undefined {
  if (executed) return { standing: 'executed', at: executed.blockTimestamp }
  if (cancelled) return { standing: 'cancelled', at: cancelled.blockTimestamp }
  return undefined
}
