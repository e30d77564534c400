import type { Alarm } from '@/lib/core/patch/alarm'
import type { alarms } from './schema'

/** A row as the core knows it. */
export function toAlarm(row: typeof alarms.$inferSelect): Alarm {
  const { kind, what, before, after, firstBlock, lastBlock, endedBlock } = row
  return { kind, what, before, after, firstBlock, lastBlock, endedBlock: endedBlock ?? undefined }
}
