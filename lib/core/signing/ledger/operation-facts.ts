import type { Hash } from 'viem'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import type { OperationState } from '@/lib/core/timelock/operation'
import type { UpgradeFacts } from './signing-facts'

/** Read of one node at one block, right before an operation is executed. What could not be read is unknown. */
export type OperationFacts = {
  readonly block: Block
  readonly chainId: Known<number>
  /** `hashOperation(…)` or `hashOperationBatch(…)` as the timelock itself answers it. */
  readonly contractOperationId: Known<Hash>
  /** By the time of the block, as the contract compares. */
  readonly state: Known<OperationState>
  /** `done` where there is no predecessor. */
  readonly predecessorState: Known<OperationState>
  /** Whether the account, or everybody, holds EXECUTOR_ROLE. */
  readonly mayExecute: Known<boolean>
  /** Of the dossier, in its order. */
  readonly upgrades: readonly UpgradeFacts[]
}
