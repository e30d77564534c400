import type { EventCause } from './queue-event'

/**
 * What the order of events is kept of, as a name in the manner of CAIP-10: `eip155:1:0x…` for the settings of a timelock,
 * with `/0x…` for one operation.
 */
export function eventSubject({
  timelock,
  operation,
}: Pick<EventCause, 'timelock' | 'operation'>): string {
  const { chainId, address } = timelock
  return `eip155:${chainId}:${address}${operation ? `/${operation}` : ''}`
}
