import type { GatheredFacts } from '@/lib/actions/review/gather-facts'
import type { SimulationTools } from '@/lib/actions/simulation/simulate-patch'
import type { SimulationProgress } from '@/lib/actions/simulation/simulation-progress'
import type { Trial, TrialParameters } from '@/lib/actions/simulation/trial'
import { type Fork, withForkBeside } from '@/lib/adapters/fork/open-fork'
import { openWorld, passTime } from '@/lib/adapters/fork/open-world'
import type { Known } from '@/lib/core/chain/snapshot'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { BaseError } from '@/lib/core/error/base-error'
import type { ReadChange } from '@/lib/core/simulation/read-change'

export type RunTrialsParameters = Pick<
  TrialParameters,
  'input' | 'chain' | 'gathered' | 'simulation' | 'reviewCode'
> & {
  readonly trials: readonly Trial[]
  /** The fork on which the path has been walked. */
  readonly fork: Fork
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: SimulationProgress) => void) | undefined
}

/** What all experiments found together. */
export type TriedFacts = {
  readonly patch: CheckFacts
  /** In the order in which the upgrades were gathered. */
  readonly upgrades: readonly CheckFacts[]
  readonly reads: Known<readonly ReadChange[]>
}

/**
 * Runs the experiments one after the other, on the fork on which the patch has been executed and on a second one where as
 * much time has passed without it. One that fails makes its own facts unknown and no others.
 *
 * @throws the reason of the signal
 */
export async function runTrials(
  { client, rpcUrl, forks }: Pick<SimulationTools, 'client' | 'rpcUrl' | 'forks'>,
  { trials, fork, signal, onProgress, ...subject }: RunTrialsParameters,
): Promise<TriedFacts> {
  const { input, gathered } = subject
  if (trials.length === 0) return noTrials(trials, nothingTried, gathered)
  const at = { rpcUrl, blockNumber: input.block.number, signal }
  let tried = noTrials([], 'nothing was asked', gathered)
  let done = 0
  try {
    const after = await openWorld(fork)
    return await withForkBeside(forks, at, async (beside) => {
      await passTime(beside, { until: after.timestamp, blocks: after.number - input.block.number })
      const before = await openWorld(beside)
      for (const [index, trial] of trials.entries()) {
        onProgress?.({ phase: 'trials', number: index + 1, count: trials.length })
        tried = join(tried, await run(trial, { ...subject, client, before, after }))
        done = index + 1
      }
      return tried
    })
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    // What was found before the time of the forks was over stays.
    return join(tried, noTrials(trials.slice(done), reasonOf(error), gathered))
  }
}

/** What a report says of what reads differently where nobody wanted more than the path. */
export const nothingTried = 'nothing is tried'

/** Every kind of fact of the trials unknown, for one reason. */
export function noTrials(
  trials: readonly Trial[],
  reason: string,
  { upgrades }: Pick<GatheredFacts, 'upgrades'>,
): TriedFacts {
  const kinds = trials.flatMap((trial) => trial.kinds)
  const unknown = { known: false, reason } as const
  const patch = Object.fromEntries(kinds.map((kind) => [kind, unknown]))
  return { patch, upgrades: upgrades.map(() => ({})), reads: unknown }
}

async function run(trial: Trial, parameters: TrialParameters): Promise<TriedFacts> {
  try {
    const { patch = {}, upgrades = [], reads } = await trial.run(parameters)
    return {
      patch,
      upgrades: parameters.gathered.upgrades.map((_, index) => upgrades[index] ?? {}),
      reads: reads ? { known: true, value: reads } : { known: false, reason: 'nothing was asked' },
    }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return noTrials([trial], reasonOf(error), parameters.gathered)
  }
}

function join(first: TriedFacts, second: TriedFacts): TriedFacts {
  return {
    patch: { ...first.patch, ...second.patch },
    upgrades: first.upgrades.map((facts, index) => ({ ...facts, ...second.upgrades[index] })),
    reads: second.reads.known ? second.reads : first.reads,
  }
}

function reasonOf({ shortMessage, facts }: BaseError): string {
  const said = facts.map(([, value]) => value).join(', ')
  return said ? `${shortMessage} ${said}` : shortMessage
}
