import { type Address, isAddressEqual } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { LiveOperation } from '@/lib/core/patch/patch-record'
import type { Stage } from '@/lib/core/patch/stage'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { isBlocked } from '@/lib/core/timelock/is-blocked'
import type { Operation, OperationState } from '@/lib/core/timelock/operation'
import { operationState } from '@/lib/core/timelock/operation-state'

/** What the stage of a patch follows from. A `PatchRecord` without its stage is one of these. */
export type StageFacts = {
  /** Undefined where nothing on the chain tells of the operation. */
  readonly live: LiveOperation | undefined
  /** The Safe transactions that would schedule it. */
  readonly schedules: readonly Pick<ProposedTransaction, 'outcome'>[]
  /** For each upgrade the implementation it replaced, the one it set, and the one that stands there now. */
  readonly upgrades: readonly {
    readonly from: Address
    readonly to: Address
    readonly current: Known<Address>
  }[]
}

/**
 * Where a patch stands: exactly one stage for any facts. The chain comes first: an operation that exists decides, and
 * what was proposed only matters where there is none or where it was cancelled.
 *
 * @param now The time of the block in seconds since the epoch; never a wall clock.
 */
export function stageOf(facts: StageFacts, now: bigint): Stage {
  const state = facts.live ? stateOf(facts.live, now) : 'unset'
  switch (state) {
    case 'done':
      return isRolledBack(facts) ? 'rolled-back' : 'executed'
    case 'waiting':
      return 'scheduled'
    case 'ready':
      return facts.live && isLiveBlocked(facts.live) ? 'blocked' : 'ready'
    case 'unset':
      return stageOfProposals(facts)
  }
}

/** What the contract says; where it could not be asked, what its events say. */
function stateOf({ operation, state }: LiveOperation, now: bigint): OperationState {
  if (!state.known) return stateFromEvents(operation, now)
  // The facts may be a few blocks older than the clock: waiting ends by itself.
  const eta = operation.instances.at(-1)?.eta
  return state.value === 'waiting' && eta !== undefined && eta <= now ? 'ready' : state.value
}

function stateFromEvents({ instances }: Operation, now: bigint): OperationState {
  const last = instances.at(-1)
  if (last === undefined || last.cancelled) return 'unset'
  return last.executed ? 'done' : operationState({ timestamp: last.eta, now })
}

function isLiveBlocked({ operation: { predecessor }, predecessorState }: LiveOperation): boolean {
  return isBlocked({
    state: 'ready',
    predecessor,
    predecessorState: predecessorState?.known ? predecessorState.value : undefined,
  })
}

/** Every proxy is back at what it was; one that is not, or could not be read, leaves the patch executed. */
function isRolledBack({ upgrades }: StageFacts): boolean {
  return (
    upgrades.length > 0 &&
    upgrades.every(
      ({ from, to, current }) =>
        current.known && isAddressEqual(current.value, from) && !isAddressEqual(from, to),
    )
  )
}

/** The operation does not exist, or not any more. */
function stageOfProposals({ live, schedules }: StageFacts): Stage {
  const outcomes = schedules.map(({ outcome }) => outcome)
  if (outcomes.some(({ status }) => status === 'pending')) return 'proposed'
  if (live?.operation.instances.at(-1)?.cancelled) return 'cancelled'
  // Executed, yet the chain does not show it: the facts are older than the execution.
  if (outcomes.some((outcome) => outcome.status === 'executed' && outcome.success)) {
    return 'scheduled'
  }
  return outcomes.length > 0 ? 'superseded' : 'draft'
}
