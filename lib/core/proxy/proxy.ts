import type { Address, Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** Code at an address; `codeHash` is keccak256 of the runtime code (EXTCODEHASH). */
export type Implementation = { readonly address: Address; readonly codeHash: Hash }

/**
 * Which functions order an upgrade. `5.0.0` is what OpenZeppelin's `UPGRADE_INTERFACE_VERSION()` answers: only the
 * `…AndCall` form exists, and empty calldata means no call. `legacy` is where that getter is missing (before 5.0):
 * the form without a call must be used where there is none, since `…AndCall` would call with empty calldata.
 */
export type UpgradeInterface = 'legacy' | '5.0.0'

/**
 * A proxy of a kind we know how to upgrade. `upgradeTarget` is the contract to call: the ProxyAdmin of a
 * transparent proxy (the proxy itself where its admin is no ProxyAdmin), the beacon of a beacon proxy, the proxy
 * itself for UUPS.
 */
export type Proxy = ChainAddress & {
  readonly kind: 'transparent' | 'uups' | 'beacon'
  readonly implementation: Implementation
  readonly upgradeTarget: Address
  /** `5.0.0` where it is not given. A beacon has only one interface and ignores it. */
  readonly upgradeInterface?: UpgradeInterface | undefined
  /** Who may order the upgrade, where it could be read: the owner of the ProxyAdmin, beacon or proxy. */
  readonly authority?: Address | undefined
}
