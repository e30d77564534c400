import { type Address, getAddress, type Hash } from 'viem'
import { gatherFacts } from '@/lib/actions/review/gather-facts'
import { createCodeReviewer } from '@/lib/actions/review/review-code'
import { noTrials, runTrials } from '@/lib/actions/simulation/run-trials'
import {
  type SimulatePatchParameters,
  type SimulatePatchReturnType,
  type SimulationTools,
  simulatePatch,
  type WalkedPath,
} from '@/lib/actions/simulation/simulate-patch'
import { simulateWithoutFork } from '@/lib/actions/simulation/simulate-without-fork'
import type { Trial } from '@/lib/actions/simulation/trial'
import { trials } from '@/lib/actions/simulation/trials'
import type { CheckFacts, FactKind } from '@/lib/core/check/check-facts'
import { worstVerdict } from '@/lib/core/check/finding'
import { simulationFindings } from '@/lib/core/check/review-findings'
import { reproduceSimulation } from '@/lib/core/report/reproduce-simulation'
import type { SimulatedFactLine, SimulationReport } from '@/lib/core/report/simulation-report'
import type { Simulation, SimulationEngine } from '@/lib/core/simulation/simulation'

export type MakeSimulationReportParameters = SimulatePatchParameters & {
  /** `fork` by default; `eth_simulateV1` of the client needs no Anvil and sees less. */
  readonly engine?: SimulationEngine | undefined
  /** All by default; what is left out is unknown. */
  readonly trials?: readonly Trial[] | undefined
}

/**
 * Tries a patch on a fork and experiments on what comes of it: walks the path, then asks and attacks the chain with and
 * without the patch, then runs every check that this answers. What could not be run or seen is unknown.
 *
 * @throws the reason of the signal
 */
export async function makeSimulationReport(
  given: SimulationTools,
  { engine = 'fork', trials: wanted = trials, ...parameters }: MakeSimulationReportParameters,
): Promise<SimulationReport> {
  const { input, chain, onProgress } = parameters
  const bundles: Record<Address, Hash> = {}
  const onRead = (address: Address, bundle: Hash) => {
    bundles[getAddress(address)] = bundle
  }
  const tools = { ...given, workshop: { ...given.workshop, onRead } }
  onProgress?.({ phase: 'facts' })
  const gathered = await gatherFacts(tools, { input, chain })
  let tried = noTrials(trials, 'the patch could not be executed on a fork', gathered)
  const { simulation, abis } = await walk(async (walked) => {
    if (!isExecuted(walked.simulation)) return
    const reviewCode = createCodeReviewer(tools.workshop)
    const subject = { ...parameters, ...walked, gathered, reviewCode }
    const left = noTrials(trials, 'it was not tried', gathered)
    const found = await runTrials(tools, { ...subject, trials: wanted })
    tried = { ...found, patch: { ...left.patch, ...found.patch } }
  })
  const walked: CheckFacts = {
    simulation: { known: true, value: simulation, anchor: 'recomputed' },
  }
  const patch = { ...gathered.patch, facts: { ...gathered.patch.facts, ...walked, ...tried.patch } }
  const upgrades = gathered.upgrades.map(({ name, facts }, index) => ({
    name,
    facts: { ...facts, ...tried.upgrades[index] },
  }))
  const findings = simulationFindings({ patch, upgrades, reproduce: reproduceSimulation })
  return {
    schema: 'suture/simulation/1',
    input,
    simulation,
    reads: tried.reads,
    abis: { ...gathered.abis, ...abis },
    bundles,
    facts: [
      ...factLines(patch.name, { ...walked, ...tried.patch }),
      ...upgrades.flatMap(({ name }, index) => factLines(name, tried.upgrades[index] ?? {})),
    ],
    findings,
    verdict: worstVerdict([simulation.verdict, ...findings.map(({ verdict }) => verdict)]),
  }

  async function walk(
    upon: (walked: WalkedPath) => Promise<void>,
  ): Promise<SimulatePatchReturnType> {
    if (engine === 'fork') return await simulatePatch(tools, parameters, upon)
    return { simulation: await simulateWithoutFork(tools, parameters), abis: {} }
  }
}

/** Only then is there a patched world. */
function isExecuted({ path, steps }: Simulation): boolean {
  return (
    path !== 'schedule' && steps.length > 0 && steps.every((step) => step.outcome.status === 'done')
  )
}

function factLines(subject: string, facts: CheckFacts): SimulatedFactLine[] {
  const entries = Object.entries(facts) as [FactKind, NonNullable<CheckFacts[FactKind]>][]
  return entries.map(([kind, fact]) =>
    fact.known
      ? { subject, kind, known: true, anchor: fact.anchor }
      : { subject, kind, known: false, reason: fact.reason },
  )
}
