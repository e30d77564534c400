import type { QueueGroupName } from '@/lib/core/timelock/kind/queue-group'

/** What a group of the queue is called, and what that means. */
export const groupTitles: Readonly<
  Record<QueueGroupName, { readonly title: string; readonly note: string }>
> = {
  ready: { title: 'Ready', note: 'the delay is over: whoever may execute can do it now' },
  overlooked: { title: 'Ready, yet nobody executes it', note: 'for a week and longer' },
  blocked: { title: 'Blocked', note: 'the delay is over, and executing it would fail' },
  waiting: { title: 'Waiting', note: 'the delay is running' },
  stale: { title: 'Expired', note: 'was not executed in time, and cannot be any more' },
  unclear: { title: 'Unclear', note: 'the contract does not tell what became of it' },
  executed: { title: 'Executed', note: '' },
  cancelled: { title: 'Cancelled', note: '' },
}
