import type { Hash } from 'viem'
import { type OperationLog, readTimelockLogs } from '@/lib/adapters/store/read-timelock-logs'
import type { Store } from '@/lib/adapters/store/store'
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

/**
 * Folds the operations that new events are about, each from all of its events, and nothing else.
 *
 * @param parameters.isNew Whether nothing is stored of an id yet; then nothing is asked for.
 */
export async function foldTouched(
  store: Pick<Store, 'database'>,
  {
    subject,
    logs,
    isNew,
  }: {
    readonly subject: FoldSubject
    readonly logs: readonly OperationLog[]
    readonly isNew: (id: Hash) => boolean
  },
): Promise<QueuedOperation[]> {
  const byId = groupById(logs)
  const known = [...byId.keys()].filter((id) => !isNew(id))
  if (known.length > 0) {
    const earlier = await readTimelockLogs(store, { timelock: subject.timelock, of: known })
    for (const [id, before] of groupById(earlier)) {
      byId.set(id, [...before, ...(byId.get(id) ?? [])])
    }
  }
  return foldEach(subject, byId)
}

/** Folds each operation from its events; those that no event schedules are left out. */
export function foldEach(
  { timelock, detection, adapter }: FoldSubject,
  byId: ReadonlyMap<Hash, readonly RawLog[]>,
): QueuedOperation[] {
  const operations: QueuedOperation[] = []
  for (const [id, logs] of byId) {
    const operation = adapter.fold({ timelock, id, logs, detection })
    if (operation && operation.instances.length > 0) operations.push(operation)
  }
  return operations
}

/**
 * The changes of settings that new events tell, in the light of all before.
 *
 * @returns Only those of the new events.
 */
export async function foldNewSettings(
  store: Pick<Store, 'database'>,
  {
    subject: { timelock, adapter },
    logs,
  }: { readonly subject: FoldSubject; readonly logs: readonly OperationLog[] },
): Promise<TimelockSetting[]> {
  const own = logs.flatMap(({ operationId, log }) => (operationId === null ? [log] : []))
  const [first] = own
  if (!first) return []
  const earlier = await readTimelockLogs(store, { timelock, of: 'settings' })
  const all = [...earlier.map(({ log }) => log), ...own]
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
