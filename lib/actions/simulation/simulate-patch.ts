import { type Abi, type Address, type Client, concat, numberToHex } from 'viem'
import { createCodeReviewer, type Workshop } from '@/lib/actions/review/review-code'
import { compareWithNode } from '@/lib/actions/simulation/compare-with-node'
import { explainRun, judge } from '@/lib/actions/simulation/explain-run'
import type { PathPlan } from '@/lib/actions/simulation/path-plan'
import { planPath } from '@/lib/actions/simulation/plan-path'
import { readPathFacts } from '@/lib/actions/simulation/read-path-facts'
import { readForkCode, runOnFork } from '@/lib/actions/simulation/run-on-fork'
import type { SimulationProgress } from '@/lib/actions/simulation/simulation-progress'
import type { Forks } from '@/lib/adapters/fork/forks'
import { type Fork, withFork } from '@/lib/adapters/fork/open-fork'
import { BaseError } from '@/lib/core/error/base-error'
import type { ProtocolChain } from '@/lib/core/patch/desk'
import type { ReviewInput } from '@/lib/core/report/review-input'
import type { Simulation } from '@/lib/core/simulation/simulation'

export type SimulationTools = {
  readonly client: Client
  /** The node that is forked, of the same chain as the client's. */
  readonly rpcUrl: string
  readonly forks: Forks
  readonly workshop: Workshop
}

export type SimulatePatchParameters = {
  readonly input: ReviewInput
  /** What was read of the protocol, at the block of the input. */
  readonly chain: ProtocolChain
  /** Only up to the schedule. */
  readonly scheduleOnly?: boolean | undefined
  /** A node whose `eth_simulateV1` has to come to the same. */
  readonly compareWith?: Client | undefined
  readonly signal?: AbortSignal | undefined
  /** Told what it is at. Nothing of that gets into what it returns. */
  readonly onProgress?: ((progress: SimulationProgress) => void) | undefined
}

/** A path that was walked, while the fork on which it was is there. */
export type WalkedPath = {
  readonly fork: Fork
  readonly simulation: Simulation
}

export type SimulatePatchReturnType = {
  readonly simulation: Simulation
  /** ABIs of the code that ran, by address. */
  readonly abis: Readonly<Record<Address, Abi>>
}

/**
 * Tries a patch on a fork of the chain at the block of the input: the exact bytes through Safe, timelock and proxy, with
 * time moved past the delay, and the difference to the world in words. What could not be run or seen is unknown in it.
 *
 * @param upon - what else to do on the fork once the path is walked; it handles its own errors.
 * @throws the reason of the signal
 */
export async function simulatePatch(
  { client, rpcUrl, forks, workshop }: SimulationTools,
  { input, chain, scheduleOnly, compareWith, signal, onProgress }: SimulatePatchParameters,
  upon?: (walked: WalkedPath) => Promise<void>,
): Promise<SimulatePatchReturnType> {
  const { chainId, block } = input
  const subject = { chainId, block, engine: 'fork' } as const
  try {
    const { facts } = chain
    const read = await readPathFacts(client, { input, facts })
    const planned = planPath({ input, facts, read, scheduleOnly })
    if (!planned.known) return nothingRan(planned.reason)
    const plan = planned.value
    const reviewCode = createCodeReviewer(workshop)
    const at = { rpcUrl, blockNumber: block.number, signal }
    onProgress?.({ phase: 'turn' })
    return await withFork(forks, at, async (fork) => {
      const onStep = (title: string) => onProgress?.({ phase: 'path', title })
      const ran = await runOnFork(fork, { plan, gas: read.gasLimit, onStep })
      const codeAt = (address: Address) => readForkCode(fork, address)
      const { told, abis } = await explainRun(
        { reviewCode, codeAt },
        { input, plan, ...ran, preimages: knownPreimages(plan.operationId) },
      )
      const gasLimit = { known: true, value: read.gasLimit } as const
      const simulation = await compared({ ...subject, gasLimit, ...told }, plan)
      await upon?.({ fork, simulation })
      return { simulation, abis }
    })
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    const said = error.facts.map(([label, value]) => `${label} ${value}`).join(', ')
    return nothingRan(said ? `${error.shortMessage} ${said}` : error.shortMessage)
  }

  function nothingRan(reason: string): SimulatePatchReturnType {
    return { simulation: unknownSimulation(subject, reason), abis: {} }
  }

  async function compared(simulation: Simulation, plan: PathPlan): Promise<Simulation> {
    if (!compareWith || !simulation.gasLimit.known) return simulation
    const gas = simulation.gasLimit.value
    const found = await compareWithNode(compareWith, { plan, gas, simulation })
    const differences = found.known ? found.value.differences : [found.reason]
    const gaps = [...simulation.gaps, ...differences.map((one) => `The other node: ${one}`)]
    return { ...simulation, compared: found, gaps, verdict: judge(simulation.steps, gaps) }
  }
}

/** What the timelock's own mapping hashes, which needs no trace. */
export function knownPreimages(operationId: Simulation['operationId']) {
  return operationId ? [concat([operationId, numberToHex(1n, { size: 32 })])] : []
}

/** A simulation that never came to run, and why. */
export function unknownSimulation(
  subject: Pick<Simulation, 'chainId' | 'block' | 'engine'>,
  reason: string,
): Simulation {
  return {
    ...subject,
    path: 'direct',
    gasLimit: { known: false, reason },
    overrides: [],
    steps: [],
    diff: { known: false, reason },
    flows: { moves: [], allowances: [], unread: [] },
    created: [],
    gaps: [reason],
    verdict: 'unknown',
  }
}
