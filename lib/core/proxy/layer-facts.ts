import type { Address, Hash, Hex } from 'viem'
import type { eip1967Slots } from './eip1967-slots'
import type { legacySlots } from './legacy-slots'
import type { Facet } from './proxy-layer'

export type LayerSlot = keyof typeof eip1967Slots | keyof typeof legacySlots

/**
 * What a stranger's call of a function that nobody has leads to, as a trace shows it. `unknown` where the node does not
 * trace and cannot rule it out.
 */
export type Forwarding = Address | 'none' | 'unknown'

/**
 * What has to be read, all at one block, to tell whether code at an address forwards. An answer is undefined where the
 * contract refused or returned something else.
 */
export type LayerFacts = {
  readonly at: Address
  readonly code: Hex
  readonly codeHash: Hash
  readonly slots: Readonly<Record<LayerSlot, Hash>>
  readonly forwarding: Forwarding
  /** Asked directly of what the implementation slot names. */
  readonly proxiableUuid?: Hash | undefined
  readonly adminOwner?: Address | undefined
  /** `implementation()` of the address in the beacon slot. */
  readonly beaconImplementation?: Address | undefined
  /** `facets()` of EIP-2535. */
  readonly facets?: readonly Facet[] | undefined
  /** What `implementation()` of the beacon answers to somebody else than the proxy. */
  readonly beaconSaysToOthers?: Address | undefined
  /** As `ProxyLayer` has it. */
  readonly dependsOn?: readonly string[] | undefined
  /** What the address says of itself. */
  readonly says: {
    readonly implementation?: Address | undefined
    /** EIP-897: 1 forwards always to the same, 2 can be upgraded. */
    readonly proxyType?: bigint | undefined
    readonly masterCopy?: Address | undefined
  }
}
