import type { Hex } from 'viem'
import type { SourceMetadata } from '@/lib/core/source/source-metadata'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'

/** Code on mainnet of which a package has the record but not the sources. */
export type DeployedCode = {
  readonly code: Hex
  readonly recordedIn: string
  readonly layout: StorageLayout | undefined
  /** Names the sources by their hash. */
  readonly metadata: SourceMetadata
  /** Texts of the package by their hash. */
  readonly texts: ReadonlyMap<Hex, string>
}
