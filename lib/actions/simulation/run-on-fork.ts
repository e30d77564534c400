import { type Address, type Hex, isHex, numberToHex } from 'viem'
import type { PathPlan, PlannedStep } from '@/lib/actions/simulation/path-plan'
import type { Fork } from '@/lib/adapters/fork/open-fork'
import { type ForkedTransaction, runTransaction } from '@/lib/adapters/fork/run-transaction'
import { tracePreimages } from '@/lib/adapters/fork/trace-preimages'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import type { ExecutedTransaction, SimulationOverride } from '@/lib/core/simulation/simulation'

/** What came of a planned step, before anything is explained. */
export type RunStep = {
  readonly step: PlannedStep
  /** Undefined where there is no transaction in it or where one before it failed. */
  readonly run?: Known<{ transaction: ExecutedTransaction; diff: Known<RawStateDiff> }> | undefined
}

export type RunOnFork = {
  readonly steps: readonly RunStep[]
  /** Traces what the transactions hashed, once it is needed. */
  readonly tracePreimages: () => Promise<Known<readonly Hex[]>>
}

/** Walks a planned path on a fork: makes so what has to be made so, then runs one transaction after the other. */
export async function runOnFork(
  fork: Fork,
  { plan, gas, onStep }: { plan: PathPlan; gas: bigint; onStep?: (title: string) => void },
): Promise<RunOnFork> {
  for (const override of plan.overrides) await apply(fork, override)
  const steps: RunStep[] = []
  const ran: ForkedTransaction[] = []
  let stopped = false
  for (const step of plan.steps) {
    if (!step.transaction || stopped) {
      steps.push({ step })
      continue
    }
    onStep?.(step.title)
    const done = await readKnownRun(runTransaction(fork, { ...step.transaction, gas }))
    steps.push({ step, run: done })
    stopped = !done.known || !done.value.transaction.succeeded
    if (done.known) ran.push(done.value)
  }
  return { steps, tracePreimages: () => traceAll(fork, ran) }
}

async function apply(fork: Fork, { kind, address, slot, value }: SimulationOverride) {
  if (kind === 'storage') await fork.request('anvil_setStorageAt', [address, slot, value])
  if (kind === 'balance') {
    await fork.request('anvil_setBalance', [address, numberToHex(BigInt(value ?? '0'))])
  }
}

async function traceAll(
  fork: Fork,
  ran: readonly ForkedTransaction[],
): Promise<Known<readonly Hex[]>> {
  const { tracedGas } = fork.limits
  const gas = ran.reduce((sum, { transaction }) => sum + transaction.gasUsed, 0n)
  if (gas > tracedGas) {
    const reason = `the keys of mappings are not looked for: ${gas} gas are more than ${tracedGas}`
    return { known: false, reason }
  }
  const found: Hex[] = []
  for (const { hash } of ran) {
    const traced = await readKnownRun(tracePreimages(fork, { hash }))
    if (!traced.known) return traced
    found.push(...traced.value)
  }
  return { known: true, value: found }
}

/** Code as the fork has it after what was run on it. */
export async function readForkCode(
  { request }: Pick<Fork, 'request'>,
  address: Address,
): Promise<Known<Hex>> {
  const reason = `the code of ${address} could not be read`
  const code = await readKnownRun(request('eth_getCode', [address, 'latest']))
  if (!code.known) return { known: false, reason }
  const { value } = code
  return isHex(value, { strict: true }) ? { known: true, value } : { known: false, reason }
}

/** That the fork did not answer is an answer; a mistake of ours is not. */
async function readKnownRun<T>(read: Promise<T>): Promise<Known<T>> {
  try {
    return { known: true, value: await read }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    const said = error.facts.map(([, value]) => value).join(', ')
    return { known: false, reason: said ? `${error.shortMessage} ${said}` : error.shortMessage }
  }
}
