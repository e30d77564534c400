import type { Address, Hash } from 'viem'

/** Every way of standing in front of other code that is recognised, by what the code or the storage shows. */
export type ProxyPattern =
  | 'transparent'
  | 'uups'
  | 'eip1967'
  | 'beacon'
  | 'diamond'
  | 'minimal'
  | 'safe'
  | 'zos'
  | 'eip897'
  | 'custom'

/** A facet of a diamond with the selectors it answers. */
export type Facet = { readonly address: Address; readonly selectors: readonly Hash[] }

/** One step of forwarding, from an address to the code that runs in its storage. */
export type ProxyLayer = {
  readonly at: Address
  readonly codeHash: Hash
  readonly pattern: ProxyPattern
  /** Several where it is a diamond. */
  readonly implementations: readonly Address[]
  /** What told so: the slot, the bytes of the code, the getter. */
  readonly evidence: string
  readonly admin?: Address | undefined
  readonly adminOwner?: Address | undefined
  readonly beacon?: Address | undefined
  readonly facets?: readonly Facet[] | undefined
  /** What can send a later call elsewhere: instructions of its code, or of its beacon, that look at the moment. */
  readonly dependsOn?: readonly string[] | undefined
  /** What a getter of the proxy says and its storage does not: a proxy that lies. */
  readonly contradictions: readonly string[]
}
