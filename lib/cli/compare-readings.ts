import { type InstancesOf, type QueueChange, queueChanges } from '@/lib/core/api/queue-changes'
import { placeText } from './queue-options'
import type { QueueReading, QueueSource } from './queue-source'

type Operations = QueueReading['operations']

/** What was read so far. */
export type Known = {
  readonly operations: Operations
  /** Of how many timelocks they are. */
  readonly timelocks: number | undefined
}

/**
 * What a later reading tells. An operation that is missing in it was taken back only where all of its timelock was read: else it is
 * kept in mind until it was. What is missing behind the last page, or with a timelock that is not followed any more, was not.
 */
export function compareReadings(
  source: Pick<QueueSource, 'hasAll'>,
  { operations: before, timelocks: timelocksBefore = 0 }: Known,
  reading: QueueReading,
  instancesOf?: InstancesOf,
): Known & { readonly changes: readonly QueueChange[]; readonly forgotten: readonly string[] } {
  const { operations, coverage, isCut } = reading
  const there = new Set(operations.map(keyOf))
  const placesThere = new Set(operations.map(({ timelock }) => placeText(timelock)))
  const isFewer = coverage.timelocks < timelocksBefore
  const gone = before.filter((each) => !there.has(keyOf(each)))
  const isForgotten = ({ timelock }: Operations[number]) =>
    isFewer && !placesThere.has(placeText(timelock))
  const held = gone.filter(
    (each) => !isCut && !isForgotten(each) && !source.hasAll(reading, each.timelock),
  )
  const notTold = new Set([...(isCut ? gone : gone.filter(isForgotten)), ...held])
  const compared = before.filter((each) => !notTold.has(each))
  return {
    operations: [...operations, ...held],
    timelocks: coverage.timelocks,
    changes: queueChanges(compared, operations, instancesOf),
    forgotten: [...new Set(gone.filter(isForgotten).map(({ timelock }) => placeText(timelock)))],
  }
}

const keyOf = ({ timelock, id }: Operations[number]) => `${placeText(timelock)} ${id}`
