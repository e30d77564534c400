import type { Hex } from 'viem'
import type { SourceBundle } from '@/lib/core/source/source-bundle'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import type { DeployedCode } from './deployed-code'

/** One version of a contract, as its package has it. */
export type CorpusContract = {
  /** Its name on the registry, e.g. `@aave/core-v3@1.18.0`. */
  readonly package: string
  readonly bundle: SourceBundle
  /** The runtime code that its authors recorded, and the file of the package where it stands. */
  readonly code: Hex
  readonly recordedIn: string
  /** As its authors recorded it. Undefined where they did not. */
  readonly layout: StorageLayout | undefined
  /** What stands on mainnet, where it is not this code. */
  readonly deployed?: DeployedCode | undefined
}

/** Two versions of one contract, as one replaces the other in an upgrade. */
export type CorpusPair = {
  /** Name of its golden file. */
  readonly name: string
  /** Once the packages are installed. */
  readonly read: () => { readonly from: CorpusContract; readonly to: CorpusContract }
}
