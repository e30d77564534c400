import type { Address, Hash } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import { describeRevert } from './describe-revert'
import { type AbisByAddress, explainFailure, type Failure } from './explain-failure'
import type { ExecutedTransaction, SimulationStep, StepOutcome } from './simulation'

export type ExplainStepParameters = {
  readonly step: Pick<SimulationStep, 'kind' | 'title'>
  /** Undefined where the step has no transaction. */
  readonly run?: Known<ExecutedTransaction> | undefined
  /** A step before it did not come through. */
  readonly isStopped: boolean
  readonly abis: AbisByAddress
}

/** How a step went, and why it failed if it did. */
export function explainStep(parameters: ExplainStepParameters): SimulationStep {
  const { step } = parameters
  return { kind: step.kind, title: step.title, outcome: outcomeOf(parameters) }
}

function outcomeOf({ run, isStopped, abis }: ExplainStepParameters): StepOutcome {
  if (isStopped) return { status: 'not reached' }
  if (!run) return { status: 'done' }
  if (!run.known) return { status: 'unknown', reason: run.reason }
  const transaction = run.value
  if (transaction.succeeded && !hasFailedInside(transaction)) return { status: 'done', transaction }
  return { status: 'reverted', transaction, failure: failureOf(transaction, abis) }
}

/** keccak256("ExecutionFailure(bytes32,uint256)"): a Safe that was told how much gas to use says so and goes on. */
const executionFailure: Hash = '0x23428b18acfb3ea64b08dc0c1d296ea9c09702c09083ca5272e64d115b687d23'

/** Only the Safe itself counts: what it calls can emit what it likes. */
function hasFailedInside({ to, logs }: ExecutedTransaction): boolean {
  return logs.some(({ address, topics }) => isSame(address, to) && topics[0] === executionFailure)
}

function isSame(a: Address, b: Address): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function failureOf(transaction: ExecutedTransaction, abis: AbisByAddress): Failure {
  const { frames, to, succeeded, output } = transaction
  const base = { depth: 0, at: to, called: '', data: { data: '0x', size: 0 }, facts: [] } as const
  if (!frames.known && output && !succeeded) {
    const others = Object.values(abis).flat()
    return {
      ...base,
      data: output,
      ...describeRevert({ data: output, error: '', abi: [], others }),
    }
  }
  if (!frames.known) {
    return { ...base, message: `It failed; why is not known: ${frames.reason}` }
  }
  const explained = explainFailure(frames.value, abis)
  if (explained) return explained
  const message = succeeded
    ? 'The call that the Safe makes failed, and the Safe went on: its nonce is used and nothing else is done.'
    : 'It failed without saying why.'
  const first = frames.value.findIndex(({ error }) => error !== undefined)
  const cause = first < 0 ? undefined : explainFailure(frames.value.slice(first), abis)
  return { ...base, message, ...(cause ? { cause: cause.cause ?? cause } : {}) }
}
