import type { Hash } from 'viem'
import { eachInTurns } from '@/lib/actions/timelock/each-in-turns'
import type { EarlierEvents } from '@/lib/actions/timelock/earlier-events'
import type { ScanMemory } from '@/lib/actions/timelock/scan-memory'
import type { OperationLog } from '@/lib/adapters/store/packed-logs'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { RawLog, TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

/** A timelock with what is needed to read its events. */
export type FoldSubject = {
  readonly timelock: ChainAddress
  readonly detection: TimelockDetection
  readonly adapter: TimelockAdapter
}

export type FoldParameters = {
  readonly subject: FoldSubject
  readonly logs: readonly OperationLog[]
  readonly earlier: EarlierEvents
}

/**
 * Folds the operations that new events are about, each from all of its events, and nothing else. Earlier ones are only read
 * where the scan does not remember what they told.
 */
export async function foldTouched({
  subject,
  logs,
  memory,
  earlier,
}: FoldParameters & { readonly memory: ScanMemory }): Promise<QueuedOperation[]> {
  const { adapter } = subject
  const byId = groupById(logs)
  const touched = [...byId.keys()]
  const followed: QueuedOperation[] = []
  await eachInTurns([...byId], ([id, own]) => {
    const operation = memory.recall(id)
    const later = operation && adapter.follow?.({ operation, logs: own })
    if (!later) return
    followed.push(later)
    byId.delete(id)
  })
  const known = [...byId.keys()].filter((id) => !memory.isNew(id))
  if (known.length > 0) {
    for (const [id, before] of groupById(await earlier.read(known))) {
      byId.set(id, [...before, ...(byId.get(id) ?? [])])
    }
  }
  const operations = [...followed, ...(await foldEach(subject, byId))]
  memory.note(touched, operations)
  return operations
}

/** Folds each operation from its events; those that no event schedules are left out. */
export async function foldEach(
  { timelock, detection, adapter }: FoldSubject,
  byId: ReadonlyMap<Hash, readonly RawLog[]>,
): Promise<QueuedOperation[]> {
  const operations: QueuedOperation[] = []
  await eachInTurns(byId, ([id, logs]) => {
    const operation = adapter.fold({ timelock, id, logs, detection })
    if (operation && operation.instances.length > 0) operations.push(operation)
  })
  return operations
}

/**
 * The changes of settings that new events tell, in the light of all before.
 *
 * @returns Only those of the new events.
 */
export async function foldNewSettings({
  subject: { adapter },
  logs,
  earlier,
}: FoldParameters): Promise<TimelockSetting[]> {
  const own = logs.flatMap(({ operationId, log }) => (operationId === null ? [log] : []))
  const [first] = own
  if (!first) return []
  const before = await earlier.read('settings')
  const all = [...before.map(({ log }) => log), ...own]
  const from = first.position.blockNumber
  return adapter.foldSettings(all).filter(({ position }) => position.blockNumber >= from)
}

export function groupById(logs: readonly OperationLog[]): Map<Hash, RawLog[]> {
  const groups = new Map<Hash, RawLog[]>()
  for (const { operationId, log } of logs) {
    if (operationId === null) continue
    const group = groups.get(operationId)
    if (group) group.push(log)
    else groups.set(operationId, [log])
  }
  return groups
}
