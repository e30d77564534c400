import type { CauseKind } from '@/lib/core/watch/queue-event'

/** What kinds of events are called beside a checkbox. */
export const eventKindWords: Readonly<Record<CauseKind, string>> = {
  scheduled: 'Scheduled',
  'about-to-be-ready': 'About to be ready',
  blocked: 'Due, yet blocked',
  ready: 'Ready to execute',
  executed: 'Executed',
  passed: 'Over, and no event tells how',
  cancelled: 'Cancelled',
  stale: 'Expired',
  'delay-changed': 'Delay changed',
  'role-changed': 'Role or rule changed',
  bypassed: 'Executed without delay',
  drift: 'Drift',
}
