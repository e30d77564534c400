import type { OperationState } from '@/lib/core/timelock/operation'

/** What the contract stores in place of the time once an operation is executed: `DONE_TIMESTAMP`. */
const doneTimestamp = 1n

/**
 * The state of an operation, compared exactly as the contract does.
 *
 * @param parameters.timestamp What `getTimestamp(id)` answers: 0, 1 or seconds since the epoch.
 * @param parameters.now The time of the block, in seconds since the epoch; never a wall clock.
 * @see https://github.com/OpenZeppelin/openzeppelin-contracts/blob/v5.4.0/contracts/governance/TimelockController.sol#L186
 */
export function operationState({
  timestamp,
  now,
}: {
  timestamp: bigint
  now: bigint
}): OperationState {
  if (timestamp === 0n) return 'unset'
  if (timestamp === doneTimestamp) return 'done'
  return timestamp > now ? 'waiting' : 'ready'
}
