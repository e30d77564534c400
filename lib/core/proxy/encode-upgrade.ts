import { type Address, encodeFunctionData, type Hex, isAddressEqual } from 'viem'
import { beaconAbi } from '@/lib/core/abi/beacon-abi'
import { proxyAdminAbi } from '@/lib/core/abi/proxy-admin-abi'
import { transparentProxyAbi } from '@/lib/core/abi/transparent-proxy-abi'
import { uupsAbi } from '@/lib/core/abi/uups-abi'
import type { Call } from '@/lib/core/chain/call'
import { BaseError } from '@/lib/core/error/base-error'
import type { Proxy } from '@/lib/core/proxy/proxy'

export type EncodeUpgradeParameters = {
  readonly proxy: Pick<Proxy, 'kind' | 'address' | 'upgradeTarget' | 'upgradeInterface'>
  /** The new implementation. */
  readonly to: Address
  /** Calldata that the proxy runs on the new implementation in the same call. Empty is the same as none. */
  readonly migration?: Hex | undefined
}

/** `upgradeTo` of a beacon takes no calldata: each instance has to be migrated with a call of its own. */
export class BeaconMigrationError extends BaseError {
  override readonly name = 'BeaconMigrationError'
  constructor({ beacon }: { beacon: Address }) {
    super('A beacon cannot run a migration while it is upgraded.', {
      facts: [['Beacon', beacon]],
      hint: 'Add a call to each beacon proxy after the upgrade instead.',
    })
  }
}

/**
 * The call that replaces the implementation of a proxy, for whoever has the authority to make it. It carries no
 * ether.
 *
 * @throws BeaconMigrationError
 */
export function encodeUpgrade({ proxy, to, migration = '0x' }: EncodeUpgradeParameters): Call {
  return { target: proxy.upgradeTarget, value: 0n, data: encodeUpgradeData(proxy, to, migration) }
}

function encodeUpgradeData(proxy: EncodeUpgradeParameters['proxy'], to: Address, data: Hex): Hex {
  const plain = proxy.upgradeInterface === 'legacy' && data === '0x'
  switch (proxy.kind) {
    case 'uups':
      return plain
        ? encodeFunctionData({ abi: uupsAbi, functionName: 'upgradeTo', args: [to] })
        : encodeFunctionData({ abi: uupsAbi, functionName: 'upgradeToAndCall', args: [to, data] })
    case 'beacon':
      if (data !== '0x') throw new BeaconMigrationError({ beacon: proxy.upgradeTarget })
      return encodeFunctionData({ abi: beaconAbi, functionName: 'upgradeTo', args: [to] })
    case 'transparent':
      return isAddressEqual(proxy.upgradeTarget, proxy.address)
        ? encodeDirectUpgrade(to, data, plain)
        : encodeAdminUpgrade(proxy.address, to, data, plain)
  }
}

/** The admin is no ProxyAdmin: it calls the proxy itself. */
function encodeDirectUpgrade(to: Address, data: Hex, plain: boolean): Hex {
  return plain
    ? encodeFunctionData({ abi: transparentProxyAbi, functionName: 'upgradeTo', args: [to] })
    : encodeFunctionData({
        abi: transparentProxyAbi,
        functionName: 'upgradeToAndCall',
        args: [to, data],
      })
}

function encodeAdminUpgrade(proxy: Address, to: Address, data: Hex, plain: boolean): Hex {
  return plain
    ? encodeFunctionData({ abi: proxyAdminAbi, functionName: 'upgrade', args: [proxy, to] })
    : encodeFunctionData({
        abi: proxyAdminAbi,
        functionName: 'upgradeAndCall',
        args: [proxy, to, data],
      })
}
