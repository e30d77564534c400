import type { ListedOperation, Moment } from '@/lib/core/timelock/kind/listed-operation'
import { readOperationJson } from '@/lib/core/timelock/kind/operation-json'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { TimelockKind } from '@/lib/core/timelock/kind/queued-operation'
import type { timelockOperations } from './timelock-schema'

export type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'

type Row = Omit<typeof timelockOperations.$inferSelect, 'operation' | 'search'>

/** Reads a row, with what a query has added to it. */
export function toListedOperation(
  row: Row,
  added: {
    readonly kind: TimelockKind
    readonly standing: OperationStanding
    readonly finalizedBlock: bigint | null
    readonly json: string | null
  },
): ListedOperation {
  return {
    timelock: { chainId: row.chainId, address: row.timelock },
    kind: added.kind,
    id: row.id,
    standing: added.standing,
    due: row.due,
    expires: row.expires ?? undefined,
    scheduled: {
      blockNumber: row.scheduledBlock,
      timestamp: row.scheduledAt,
      transactionHash: row.scheduledTransaction,
    },
    cancelled: momentOf(row.cancelledBlock, row.cancelledAt),
    executed: momentOf(row.executedBlock, row.executedAt),
    isFinal: added.finalizedBlock !== null && row.lastBlock <= added.finalizedBlock,
    predecessor: row.predecessor ?? undefined,
    predecessorDone: row.predecessorDone ?? undefined,
    calls: row.calls,
    targets: row.targets,
    selectors: row.selectors,
    proposer: row.proposer ?? undefined,
    instances: row.instances,
    risks: row.risks,
    told:
      row.told !== null && row.toldBlock !== null
        ? { known: true, value: { standing: row.told, blockNumber: row.toldBlock } }
        : { known: false, reason: row.toldProblem ?? 'the contract was not asked yet' },
    mismatch: row.mismatch ?? undefined,
    operation: added.json === null ? undefined : readOperationJson(added.json),
  }
}

function momentOf(blockNumber: bigint | null, timestamp: bigint | null): Moment | undefined {
  return blockNumber === null || timestamp === null ? undefined : { blockNumber, timestamp }
}
