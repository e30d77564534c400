import type { Hash } from 'viem'
import { decodeTimelockLog } from '@/lib/core/timelock/decode-timelock-log'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'

/**
 * Transactions in which a timelock spoke of an operation that no event ever scheduled: `CallSalt` of a batch without
 * calls, or a cancellation. Without them nothing hints at it, so none is no proof that there is none.
 *
 * @param logs All events of the timelock; of fewer, what was scheduled before shows up here as well.
 */
export function invisibleHints(logs: readonly RawLog[]): Hash[] {
  const events = logs.flatMap((log) => decodeTimelockLog(log) ?? [])
  const scheduled = new Set(
    events.flatMap((event) => (event.eventName === 'CallScheduled' ? [event.args.id] : [])),
  )
  const hinted = events.flatMap(({ eventName, args, position }) => {
    const isHint = eventName === 'CallSalt' || eventName === 'Cancelled'
    return isHint && 'id' in args && !scheduled.has(args.id) ? [position.transactionHash] : []
  })
  return [...new Set(hinted)]
}
