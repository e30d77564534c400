import type { LogPosition } from '@/lib/core/chain/log-position'
import type { QueuedInstance } from '@/lib/core/timelock/kind/queued-operation'

/** Whether no event has closed it yet. */
export function isOpen(instance: QueuedInstance | undefined): instance is QueuedInstance {
  return instance !== undefined && !instance.cancelled && !instance.executed
}

/** The same with the last one closed; as they are where that is closed already, or where there is none. */
export function closeLast(
  instances: readonly QueuedInstance[],
  what: 'cancelled' | 'executed',
  position: LogPosition,
): readonly QueuedInstance[] {
  const last = instances.at(-1)
  return isOpen(last) ? [...instances.slice(0, -1), { ...last, [what]: position }] : instances
}
