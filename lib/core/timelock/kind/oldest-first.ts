import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

/** Settings in the order of the chain; those that one event tells stay in theirs. */
export function oldestFirst(settings: readonly TimelockSetting[]): TimelockSetting[] {
  return settings.toSorted(
    ({ position: a }, { position: b }) =>
      Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex,
  )
}
