import type { Client } from 'viem'
import type { GatheredFacts } from '@/lib/actions/review/gather-facts'
import type { ReviewCode } from '@/lib/actions/review/review-code'
import type { World } from '@/lib/adapters/fork/open-world'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import type { SimulatedKind } from '@/lib/core/check/simulated-kinds'
import type { ProtocolChain } from '@/lib/core/patch/desk'
import type { ReviewInput } from '@/lib/core/report/review-input'
import type { ReadChange } from '@/lib/core/simulation/read-change'
import type { Simulation } from '@/lib/core/simulation/simulation'

/** What an experiment has to work with. */
export type TrialParameters = {
  /** The chain itself, for what no fork tells: its logs. */
  readonly client: Client
  readonly input: ReviewInput
  /** What was read of the protocol, at the block of the input. */
  readonly chain: ProtocolChain
  /** What a review gathers: codes, ABIs, layouts, models of each upgrade. */
  readonly gathered: GatheredFacts
  readonly simulation: Simulation
  /** The chain without the patch, at the time at which the patch has been executed. */
  readonly before: World
  /** The chain with the patch. */
  readonly after: World
  /** Compiles the sources of a code, where somebody knows them; without it nobody does. */
  readonly reviewCode?: ReviewCode | undefined
}

/** What an experiment found: of the patch as a whole, and of each upgrade in the order in which they were gathered. */
export type TrialFacts = {
  readonly patch?: CheckFacts | undefined
  readonly upgrades?: readonly CheckFacts[] | undefined
  /** What is answered differently, where that is what was tried. */
  readonly reads?: readonly ReadChange[] | undefined
}

/**
 * An experiment on the chain as it is with and without a patch. The same worlds give the same facts. What it throws of our
 * errors makes its kinds unknown.
 */
export type Trial = {
  /** Every kind of fact that it tells. */
  readonly kinds: readonly SimulatedKind[]
  readonly run: (parameters: TrialParameters) => Promise<TrialFacts>
}
