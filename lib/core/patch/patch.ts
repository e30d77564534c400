import type { Address, Hash, Hex } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { Implementation, Proxy } from '@/lib/core/proxy/proxy'
import type { ChangeExpectation } from '@/lib/core/simulation/expectations'

/** How bad the hole is that the patch closes, as its authors see it. */
export type PatchSeverity = 'critical' | 'high' | 'medium' | 'low' | 'none'

/** A document the authors point to: an audit, a post-mortem, a commit. Never fetched by us. */
export type EvidenceRef = { readonly label: string; readonly url: string }

/** The replacement of one implementation. `migration` is the calldata run with it, in the same call. */
export type Upgrade = {
  readonly proxy: { readonly address: Address; readonly kind: Proxy['kind'] }
  readonly from: Implementation
  readonly to: Implementation
  readonly migration?: Hex | undefined
}

/**
 * The dossier: all that the authors commit to. Its digest, the keccak256 of its canonical JSON, is the salt of
 * the timelock operation, so the operation id commits to every byte of it.
 */
export type Dossier = {
  readonly schema: 'suture/patch/1'
  readonly chainId: number
  readonly safe: Address
  readonly timelock: Address
  readonly predecessor: Hash
  readonly calls: readonly Call[]
  readonly upgrades: readonly Upgrade[]
  readonly title: string
  readonly description: string
  readonly severity: PatchSeverity
  readonly evidence: readonly EvidenceRef[]
  readonly rollback?: readonly Call[] | undefined
  /** What is meant to change for users, as the authors say. It informs and never turns anything green. */
  readonly changes?: readonly ChangeExpectation[] | undefined
  /** Seconds since the epoch, as the proposer's clock had it. Makes the same change proposable twice. */
  readonly createdAt: bigint
}

/** A dossier with its digest. Only `hashPatch` makes one, so the two cannot disagree. */
export type Patch = Dossier & { readonly digest: Hash }
