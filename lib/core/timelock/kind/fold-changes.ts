import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { inChainOrder } from '@/lib/core/timelock/timelock-log'

type WithoutPosition<T> = T extends TimelockSetting ? Omit<T, 'position'> : never

/** A change as its event tells it; its place is the event's. */
export type SettingChange = WithoutPosition<TimelockSetting>

/** Changes in the order of the chain, each once. */
export function foldChanges(
  logs: readonly RawLog[],
  changesOf: (log: RawLog) => readonly SettingChange[],
): readonly TimelockSetting[] {
  return inChainOrder(logs).flatMap((log) =>
    changesOf(log).map((change) => ({ position: log.position, ...change })),
  )
}
