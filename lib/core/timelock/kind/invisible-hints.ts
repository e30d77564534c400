import type { Hash } from 'viem'
import { schedulingTopics } from '@/lib/core/timelock/kind/scheduling-topics'
import type { RawLog, TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'

/**
 * Transactions in which a timelock spoke of an operation that no event ever scheduled: `CallSalt` of a batch without
 * calls, or a cancellation. Without them nothing hints at it, so none is no proof that there is none.
 *
 * @param parameters.logs All events of the timelock; of fewer, what was scheduled before shows up here as well.
 */
export function invisibleHints({
  logs,
  adapter,
}: {
  logs: readonly RawLog[]
  adapter: Pick<TimelockAdapter, 'operationIdOf'>
}): Hash[] {
  const events = logs.flatMap((log) => {
    const id = adapter.operationIdOf(log)
    return id === undefined ? [] : [{ id, log }]
  })
  const isScheduling = ({ topics: [topic] }: RawLog) => schedulingTopics.includes(topic ?? '0x')
  const scheduled = new Set(events.flatMap(({ id, log }) => (isScheduling(log) ? [id] : [])))
  const hinted = events.flatMap(({ id, log }) =>
    scheduled.has(id) ? [] : [log.position.transactionHash],
  )
  return [...new Set(hinted)]
}
