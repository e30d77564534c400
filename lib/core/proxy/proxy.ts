import type { Address, Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** Code at an address; `codeHash` is keccak256 of the runtime code (EXTCODEHASH). */
export type Implementation = { readonly address: Address; readonly codeHash: Hash }

/**
 * A proxy of a kind we know how to upgrade. `upgradeTarget` is the contract to call: the ProxyAdmin of a
 * transparent proxy, the beacon of a beacon proxy, the proxy itself for UUPS.
 */
export type Proxy = ChainAddress & {
  readonly kind: 'transparent' | 'uups' | 'beacon'
  readonly implementation: Implementation
  readonly upgradeTarget: Address
  /** Who may order the upgrade, where it could be read: the owner of the ProxyAdmin, beacon or proxy. */
  readonly authority?: Address | undefined
}
