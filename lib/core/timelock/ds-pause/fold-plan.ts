import type { Address, Hash } from 'viem'
import { getAddress, slice } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { decodeNote } from '@/lib/core/timelock/ds-pause/decode-note'
import { hashPlan } from '@/lib/core/timelock/ds-pause/plan'
import { closeLast, isOpen } from '@/lib/core/timelock/kind/last-instance'
import type { QueuedInstance, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import { inChainOrder } from '@/lib/core/timelock/timelock-log'

/**
 * The plan of a DSPause that events tell of. It can be plotted while it is plotted, and dropped while it is not; both are told,
 * and change nothing.
 */
export function foldPlan({
  timelock,
  id,
  logs,
}: {
  timelock: ChainAddress
  id: Hash
  logs: readonly RawLog[]
}): QueuedOperation | undefined {
  const notes = inChainOrder(logs).flatMap((log) => {
    const note = decodePlanNote(log)
    return note && hashPlan(note.plan) === id ? [{ ...note, log }] : []
  })
  const first = notes.find(({ what }) => what === 'plot')
  if (first === undefined) return undefined
  const { usr, tag, fax, eta } = first.plan
  let instances: readonly QueuedInstance[] = []
  for (const { what, log } of notes) {
    const { position } = log
    if (what === 'drop') instances = closeLast(instances, 'cancelled', position)
    else if (what === 'exec') instances = closeLast(instances, 'executed', position)
    else if (!isOpen(instances.at(-1))) instances = [...instances, { scheduled: position, eta }]
  }
  const proposer = guyOf(first.log)
  return {
    timelock,
    kind: 'ds-pause',
    id,
    calls: [{ target: usr, value: 0n, data: fax, delegatecall: true, codeHash: tag }],
    ...(proposer && { proposer }),
    instances,
  }
}

/** What an event tells of a plan; undefined for any other event. */
export function decodePlanNote(log: Pick<RawLog, 'topics' | 'data'>) {
  const note = decodeNote(log)
  return note && note.what !== 'setDelay' ? note : undefined
}

/** Who called, from the second topic. */
function guyOf({ topics }: RawLog): Address | undefined {
  const topic = topics[1]
  return topic?.length === 66 ? getAddress(slice(topic, 12)) : undefined
}
