import type { Hash } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { ReadFormula } from './read-formula'
import type { SourcePlace } from './source-place'

/** A function that sees nothing but its arguments: of the contract, of a library or of a file, as far as it is reached. */
export type PureFunction = {
  /** `Rates.accrue(uint256,uint256)` for a library; without a name before it for the contract and files. */
  readonly signature: string
  /** Of its code without comments, with all that it refers to: equal hashes are equal functions. */
  readonly codeHash: Hash
  /** What it computes, or what in it is not understood. */
  readonly formula: Known<ReadFormula>
  readonly place: SourcePlace
}
