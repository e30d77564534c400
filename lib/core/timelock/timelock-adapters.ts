import { compoundAdapter } from '@/lib/core/timelock/compound/compound-adapter'
import type { TimelockKind } from '@/lib/core/timelock/kind/queued-operation'
import type { TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'
import { openzeppelinTimelock } from '@/lib/core/timelock/openzeppelin/openzeppelin-timelock'

const adapters: readonly TimelockAdapter[] = [openzeppelinTimelock, compoundAdapter]

/** What knows the rules of a kind; undefined for a kind that nothing here knows yet. */
export function adapterOf(kind: TimelockKind): TimelockAdapter | undefined {
  return adapters.find((adapter) => adapter.kind === kind)
}
