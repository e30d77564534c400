import type { InstancesOf } from '@/lib/core/api/queue-changes'
import type { SeenInstance } from '@/lib/core/api/seen-instance'
import { placeText } from './queue-options'
import type { QueueReading, QueueSource } from './queue-source'

type Operation = QueueReading['operations'][number]
type Known = Pick<Operation, 'timelock' | 'id' | 'instances'>

/** Each is a question of its own; of more only the last instance is told. */
const mostHistories = 50

/**
 * Every instance of the operations of a reading that were scheduled several times since they were known: the reading itself has
 * the last one alone.
 */
export async function readHistories(
  source: Pick<QueueSource, 'readInstances'>,
  known: readonly Known[],
  { operations }: Pick<QueueReading, 'operations'>,
): Promise<InstancesOf> {
  const before = new Map(known.map((each) => [keyOf(each), each.instances]))
  const again = operations.filter(
    (each) => each.instances > Math.max(1, before.get(keyOf(each)) ?? 0),
  )
  const histories = new Map<string, readonly SeenInstance[]>()
  for (const each of again.slice(0, mostHistories)) {
    const instances = await source.readInstances(each)
    if (instances) histories.set(keyOf(each), instances)
  }
  return (operation) => histories.get(keyOf(operation))
}

const keyOf = ({ timelock, id }: Pick<Known, 'timelock' | 'id'>) => `${placeText(timelock)} ${id}`
