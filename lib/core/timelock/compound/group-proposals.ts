import { parseAbi } from 'viem'
import type { LogPosition } from '@/lib/core/chain/log-position'
import { decodeRawLog } from '@/lib/core/timelock/kind/decode-raw-log'
import { eventTopics } from '@/lib/core/timelock/kind/event-topics'
import type { OperationGroup } from '@/lib/core/timelock/kind/operation-group'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import { inChainOrder } from '@/lib/core/timelock/timelock-log'

const governorAbi = /* @__PURE__ */ parseAbi(['event ProposalQueued(uint256 id, uint256 eta)'])

/** `topics[0]` of what Governor Alpha and Bravo tell at the end of queueing a proposal. */
export const governorTopics = eventTopics(governorAbi)

/**
 * Brings operations of a Compound Timelock together that were queued in one transaction, by their latest scheduling. A
 * Governor's event closes a group, so that two proposals queued in one transaction stay two.
 *
 * @param parameters.adminLogs Events of the timelock's admin in these transactions, in any order; none where it is
 * no Governor.
 * @returns Oldest first.
 */
export function groupProposals({
  operations,
  adminLogs,
}: {
  operations: readonly QueuedOperation[]
  adminLogs: readonly RawLog[]
}): readonly OperationGroup[] {
  const ends = inChainOrder(adminLogs).flatMap(({ position, ...log }) => {
    const event = decodeRawLog(governorAbi, log)
    return event ? [{ position, ...event.args }] : []
  })
  const scheduled = operations.flatMap((operation) => {
    const last = operation.instances.at(-1)
    return last ? [{ operation, position: last.scheduled, eta: last.eta }] : []
  })
  const groups = new Map<
    string,
    { end: (typeof ends)[number] | undefined; members: typeof scheduled }
  >()
  for (const one of inChainOrder(scheduled)) {
    const end = ends.find((end) => end.eta === one.eta && isBehind(end.position, one.position))
    const key = `${one.position.blockHash}:${one.position.transactionHash}:${end?.position.logIndex}`
    const group = groups.get(key)
    if (group) group.members.push(one)
    else groups.set(key, { end, members: [one] })
  }
  return [...groups.values()].map(({ end, members }) => {
    const etas = new Set(members.map(({ eta }) => eta))
    return {
      transactionHash: members[0]?.position.transactionHash ?? '0x',
      ...(etas.size === 1 && { eta: members[0]?.eta }),
      ...(end && { proposalId: end.id }),
      operations: members.map(({ operation }) => operation),
    }
  })
}

function isBehind(end: LogPosition, position: LogPosition): boolean {
  return (
    end.blockHash === position.blockHash &&
    end.transactionHash === position.transactionHash &&
    end.logIndex > position.logIndex
  )
}
