import type { OrderNode } from './order-layout'

/** What about an operation makes a dead end of what waits for it: goes on after its name. */
export function whyDead({ operation, state }: OrderNode): string {
  if (state === 'missing') return 'is not known to this timelock.'
  if (state === 'dead-end') return 'is a dead end itself.'
  switch (operation?.standing) {
    case 'cancelled':
      return 'was cancelled: it would have to be scheduled again and executed.'
    case 'stale':
      return 'has expired.'
    default:
      return 'is not done, and nothing tells that it can be.'
  }
}
