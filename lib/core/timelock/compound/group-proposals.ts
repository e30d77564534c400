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
  const ends = endsByTransaction(adminLogs)
  const scheduled = operations.flatMap((operation) => {
    const last = operation.instances.at(-1)
    return last ? [{ operation, position: last.scheduled, eta: last.eta }] : []
  })
  const groups = new Map<string, { end: End | undefined; members: typeof scheduled }>()
  for (const one of inChainOrder(scheduled)) {
    const end = ends
      .get(placeOf(one.position))
      ?.find(({ eta, position }) => eta === one.eta && position.logIndex > one.position.logIndex)
    const key = `${placeOf(one.position)}:${end?.position.logIndex}`
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

type End = { readonly id: bigint; readonly eta: bigint; readonly position: LogPosition }

/** What the admin tells of proposals that it has queued, in the order of the chain. */
function endsByTransaction(adminLogs: readonly RawLog[]): ReadonlyMap<string, readonly End[]> {
  const ends = new Map<string, End[]>()
  for (const { position, ...log } of inChainOrder(adminLogs)) {
    const event = decodeRawLog(governorAbi, log)
    if (event === undefined) continue
    const end = { ...event.args, position }
    const others = ends.get(placeOf(position))
    if (others) others.push(end)
    else ends.set(placeOf(position), [end])
  }
  return ends
}

/** The transaction, in the chain that it stands in. */
function placeOf({ blockHash, transactionHash }: LogPosition): string {
  return `${blockHash}:${transactionHash}`
}
