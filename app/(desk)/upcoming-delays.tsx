import type { ProtocolDesk } from '@/lib/core/patch/desk'

/** Placeholder until the picture is drawn below. */
export function UpcomingDelays(_: { desks: readonly ProtocolDesk[] }) {
  return null
}
