import type { Abi, Address, Hash } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { Finding, Verdict } from '@/lib/core/check/finding'
import type { ReadChange } from '@/lib/core/simulation/read-change'
import type { Simulation } from '@/lib/core/simulation/simulation'
import type { FactLine } from './report'
import type { ReviewInput } from './review-input'

/** A fact as it was used, of the patch as a whole or of one upgrade, as findings name it. */
export type SimulatedFactLine = FactLine & { readonly subject: string }

/**
 * All that trying a patch on a fork found, at one block. The same input gives the same bytes on any machine; pages and text
 * are made from this alone. A review has the same input and none of this: it is quicker, and a block later as good.
 */
export type SimulationReport = {
  readonly schema: 'suture/simulation/1'
  readonly input: ReviewInput
  readonly simulation: Simulation
  /** What was asked of the contracts before and after and is answered differently. */
  readonly reads: Known<readonly ReadChange[]>
  /** What calls and events are read with: ABIs by address, of sources that gave the code that ran. */
  readonly abis: Readonly<Record<Address, Abi>>
  /** Every source bundle that a code was read with, by the address of the code, so that whoever verifies can ask for it. */
  readonly bundles: Readonly<Record<Address, Hash>>
  /** What was tried beside the path itself, and what of it could not be. */
  readonly facts: readonly SimulatedFactLine[]
  /** One of every check that a simulation answers, or one for each upgrade, in the order of the catalogue. */
  readonly findings: readonly Finding[]
  /** The worst of the path and all findings. */
  readonly verdict: Verdict
}
