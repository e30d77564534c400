import { plainEventName } from '@/lib/core/timelock/decode-operation-event'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'

/**
 * An operation of a TimelockController after later events have executed or cancelled it. Neither changes what it is, so that
 * its id need not be proven again.
 *
 * @returns undefined where it is scheduled anew, told a salt, or an event is encoded unusually: then all of its events are folded.
 */
export function followOperation({
  operation,
  logs,
}: {
  operation: QueuedOperation
  logs: readonly RawLog[]
}): QueuedOperation | undefined {
  const last = operation.instances.at(-1)
  if (!last) return undefined
  let { cancelled, executed } = last
  for (const log of logs) {
    const name = plainEventName(log)
    if (name !== 'CallExecuted' && name !== 'Cancelled') return undefined
    if (cancelled) continue
    // One event per call: the last of them stands nearest to the end of the execution.
    if (name === 'CallExecuted') executed = log.position
    else if (!executed) cancelled = log.position
  }
  const ended = { ...last, ...(cancelled && { cancelled }), ...(executed && { executed }) }
  return { ...operation, instances: [...operation.instances.slice(0, -1), ended] }
}
