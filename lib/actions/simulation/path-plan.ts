import type { Address, Hash, Hex } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { ProtocolFacts } from '@/lib/core/patch/facts'
import type { ReviewInput } from '@/lib/core/report/review-input'
import type {
  SimulationOverride,
  SimulationPath,
  SimulationStep,
} from '@/lib/core/simulation/simulation'

/** What the chain says at the block of the input, beside the protocol itself. */
export type PathFacts = {
  /** What the timelock has stored for the operation: 0 unset, 1 done, else from when it is ready. */
  readonly timestamp: Known<bigint> | undefined
  /** Owners who have approved the Safe transaction on the chain already, in lower case. */
  readonly approved: ReadonlySet<string>
  /** Wei that the timelock holds. */
  readonly timelockBalance: bigint
  /** Wei per gas of the block. */
  readonly baseFee: bigint
}

export type PlannedTransaction = {
  readonly from: Address
  readonly to: Address
  readonly data: Hex
  readonly value: bigint
  /** Wei per gas; zero where nothing depends on it. */
  readonly gasPrice: bigint
  /** Of its block, in seconds. */
  readonly timestamp: bigint
}

export type PlannedStep = Pick<SimulationStep, 'kind' | 'title'> & {
  readonly transaction?: PlannedTransaction | undefined
}

/** Every transaction of the path and all that is made so for it, before anything is run. */
export type PathPlan = {
  readonly path: SimulationPath
  readonly safeTxHash?: Hash | undefined
  readonly operationId?: Hash | undefined
  readonly overrides: readonly SimulationOverride[]
  readonly steps: readonly PlannedStep[]
}

export type PlanPathParameters = {
  readonly input: ReviewInput
  readonly facts: Pick<ProtocolFacts, 'safe' | 'timelock' | 'proxies'>
  readonly read: PathFacts
  /** Only up to the schedule. */
  readonly scheduleOnly?: boolean | undefined
}
