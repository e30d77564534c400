import type { Address, Hash } from 'viem'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import type { AssetFlows } from './asset-flows'
import type { CallFrame, SimulatedLog, TracedBytes } from './call-frame'
import type { EtherTransfer } from './ether-transfers'
import type { Failure } from './explain-failure'
import type { StateDiff } from './state-diff'

/** What ran it: an Anvil that forked the chain, or `eth_simulateV1` of a node. */
export type SimulationEngine = 'fork' | 'eth_simulateV1'

/**
 * The way a patch takes: through the timelock as a whole or up to the schedule, what is scheduled already, or straight from
 * whoever makes the calls.
 */
export type SimulationPath = 'schedule and execute' | 'schedule' | 'execute' | 'direct'

/** Something that is not so on the chain and was made so, that the path could be walked. Nothing is without its line here. */
export type SimulationOverride = {
  readonly kind: 'storage' | 'balance' | 'sender' | 'time' | 'gas' | 'transaction'
  readonly address?: Address | undefined
  readonly slot?: Hash | undefined
  readonly value?: string | undefined
  /** What it stands for, in words. */
  readonly reason: string
}

/** A transaction that was run, as far as its engine tells. */
export type ExecutedTransaction = {
  readonly from: Address
  readonly to: Address
  readonly succeeded: boolean
  readonly gasUsed: bigint
  readonly logs: readonly SimulatedLog[]
  readonly transfers: readonly EtherTransfer[]
  /** What it returned, where that is not told by its calls. */
  readonly output?: TracedBytes | undefined
  /** The calls it made, itself first. */
  readonly frames: Known<readonly CallFrame[]>
}

/** How a step of the path went. */
export type StepOutcome =
  | { readonly status: 'done'; readonly transaction?: ExecutedTransaction | undefined }
  | {
      readonly status: 'reverted'
      readonly transaction: ExecutedTransaction
      readonly failure: Failure
    }
  /** A step before it did not come through. */
  | { readonly status: 'not reached' }
  | { readonly status: 'unknown'; readonly reason: string }

export type SimulationStep = {
  readonly kind: 'approve' | 'schedule' | 'wait' | 'execute'
  /** What the step is, in words. */
  readonly title: string
  readonly outcome: StepOutcome
}

export type SimulationVerdict = 'pass' | 'fail' | 'unknown'

/** What a patch does, tried on the state of one block. The same inputs give the same simulation on any machine. */
export type Simulation = {
  readonly chainId: number
  readonly block: Block
  readonly engine: SimulationEngine
  readonly path: SimulationPath
  /** Of the Safe transaction that was executed, where one was. */
  readonly safeTxHash?: Hash | undefined
  readonly operationId?: Hash | undefined
  /** Gas that a block of this chain holds. */
  readonly gasLimit: Known<bigint>
  readonly overrides: readonly SimulationOverride[]
  readonly steps: readonly SimulationStep[]
  /** Of all steps together. */
  readonly diff: Known<StateDiff>
  readonly flows: AssetFlows
  readonly created: readonly Address[]
  /** What another node says of the same transactions; undefined where none was asked. Where it says otherwise is a gap too. */
  readonly compared?: Known<{ readonly differences: readonly string[] }> | undefined
  /** What could not be seen or does not fit together, in words. With any of these it is no pass. */
  readonly gaps: readonly string[]
  readonly verdict: SimulationVerdict
}
