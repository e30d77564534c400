import type { Address, Hash } from 'viem'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import { isRefused } from '@/lib/core/timelock/kind/is-refused'
import { writeOperation } from '@/lib/core/timelock/kind/operation-json'
import { operationRisks, selectorOf } from '@/lib/core/timelock/kind/operation-risk'
import { searchTokens } from '@/lib/core/timelock/kind/operation-search'
import type { QueuedInstance, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { forgedId, reconcile } from '@/lib/core/timelock/kind/reconcile'
import { settledStanding } from '@/lib/core/timelock/kind/standing-of'
import type { ChainStanding } from '@/lib/core/timelock/kind/timelock-adapter'
import { upgradedBy } from '@/lib/core/timelock/kind/upgraded-by'
import type { timelockOperations } from './timelock-schema'

export type OperationRow = typeof timelockOperations.$inferInsert

/** What is to be kept of an operation. */
export type OperationToSave = {
  readonly operation: QueuedOperation
  /** What the contract said at a block that is not before the newest event; undefined where it was not asked yet. */
  readonly told?: Known<ChainStanding & { readonly block: Block }> | undefined
  /** The contract itself was asked and did not say where it stands, so that nobody knows. */
  readonly isUnanswered?: boolean | undefined
  /** Whether the predecessor is done; undefined where there is none or nothing tells. */
  readonly predecessorDone?: boolean | undefined
  /** Seconds since the epoch at which the contract was first heard to let it be executed, where its time was before that. */
  readonly freedAt?: bigint | undefined
  /** Seconds since the epoch at which it was first heard to say what it says, where it had said something else before. */
  readonly toldSince?: bigint | undefined
}

/** Operations are made from their events, so there is always a scheduling. */
class NeverScheduledError extends BaseError {
  override readonly name = 'NeverScheduledError'
  constructor({ id }: { id: Hash }) {
    super('An operation that was never scheduled has no place in the queue.', {
      facts: [['Operation', id]],
    })
  }
}

/**
 * The row of an operation: all that its events tell as JSON, and what to filter and to sort by beside.
 *
 * @throws NeverScheduledError
 */
export function operationRowOf({
  operation,
  told,
  isUnanswered,
  predecessorDone,
  freedAt,
  toldSince,
}: OperationToSave): OperationRow {
  const last = operation.instances.at(-1)
  if (!last) throw new NeverScheduledError(operation)
  const targets = [...new Set(operation.calls.map(({ target }) => target))]
  const selectors = [...new Set(operation.calls.map(({ data }) => selectorOf(data)))]
  const { id, proposer, proposerFrom, predecessor } = operation
  const { eta, scheduled, cancelled, executed } = last
  const risks = operationRisks(operation)
  const upgraded = risks.includes('upgrade') ? upgradedBy(operation.calls).map(lowerCase) : []
  const word = wordOf(operation, last, { told, isUnanswered })
  // Member by member: an indexer makes rows by the ten thousand, and one that is put together of parts is made several times.
  return {
    chainId: operation.timelock.chainId,
    timelock: operation.timelock.address,
    id,
    operation: writeOperation(operation),
    due: word.due,
    eta,
    expires: word.expires,
    scheduledBlock: scheduled.blockNumber,
    scheduledAt: scheduled.blockTimestamp,
    scheduledTransaction: scheduled.transactionHash,
    cancelledBlock: cancelled?.blockNumber,
    cancelledAt: cancelled?.blockTimestamp,
    executedBlock: executed?.blockNumber,
    executedAt: executed?.blockTimestamp,
    lastBlock: (executed ?? cancelled ?? scheduled).blockNumber,
    predecessor,
    predecessorDone,
    refused: word.refused,
    waitsFor: word.waitsFor,
    freedAt,
    targets,
    selectors,
    proposer,
    proposerFrom,
    calls: operation.calls.length,
    instances: operation.instances.length,
    risks,
    upgraded,
    settled: word.settled,
    told: word.told,
    toldSince,
    toldEta: word.toldEta,
    toldBlock: word.toldBlock,
    toldProblem: word.toldProblem,
    mismatch: word.mismatch,
    search: searchTokens([id, proposer, predecessor, ...targets, ...selectors, ...upgraded]).join(
      ' ',
    ),
  }
}

const lowerCase = (address: Address) => address.toLowerCase() as Address

/** What the contract's word decides, or else what the events tell. */
type Word = Pick<
  OperationRow,
  | 'due'
  | 'expires'
  | 'settled'
  | 'refused'
  | 'waitsFor'
  | 'told'
  | 'toldEta'
  | 'toldBlock'
  | 'toldProblem'
  | 'mismatch'
>

function wordOf(
  operation: QueuedOperation,
  { eta, expires, cancelled, executed }: QueuedInstance,
  { told, isUnanswered }: Pick<OperationToSave, 'told' | 'isUnanswered'>,
): Word {
  const closed = { cancelled: cancelled !== undefined, executed: executed !== undefined }
  if (!told?.known) {
    // Of one that no event closes, events do not tell either whether it still waits.
    const isUnknown = isUnanswered || (operation.silent && told !== undefined)
    const settled = settledStanding({ ...closed, told: isUnknown ? 'unknown' : undefined })
    const mismatch = operation.mismatch ? forgedId : undefined
    return { due: eta, expires, settled, toldProblem: told?.reason, mismatch }
  }
  const { standing, eta: toldEta, block } = told.value
  const { incidents } = reconcile({ operation, standing: told, now: block.timestamp })
  return {
    due: toldEta ?? eta,
    // Where only the contract knows of a time, one that it does not tell is none.
    expires: told.value.expires ?? (operation.silent ? undefined : expires),
    settled: settledStanding({ ...closed, told: standing }),
    refused: isRefused(operation, told.value),
    waitsFor: operation.predecessor ? undefined : told.value.waitsFor,
    told: standing,
    toldEta,
    toldBlock: block.number,
    mismatch: incidents.map(({ title }) => title).join(' ') || undefined,
  }
}
