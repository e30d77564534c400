import type { Hash } from 'viem'

/** An audit that somebody vouches for: who looked, and at exactly which sources. */
export type Audit = {
  readonly auditor: string
  /** Where it can be read. Never fetched by us. */
  readonly report?: string | undefined
  /** As `hashSources` gives it. */
  readonly sourceHash: Hash
  /** The hash of each file, which the source hash is of. With it a difference can be named. */
  readonly files?: Readonly<Record<string, Hash>> | undefined
}
