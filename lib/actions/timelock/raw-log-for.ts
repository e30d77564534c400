import type { NodeLog } from '@/lib/adapters/rpc/node-log'
import type { RawLog, TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'

/** An event as a kind of timelock reads it: in place, or from texts. */
export function rawLogFor({ readsDigits }: TimelockAdapter, log: NodeLog): RawLog {
  return readsDigits ? log : { topics: log.topics, data: log.data, position: log.position }
}
