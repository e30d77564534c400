import { type Address, getAddress, keccak256, slice } from 'viem'
import { getCode, getStorageAt, readContract } from 'viem/actions'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { beaconAbi } from '@/lib/core/abi/beacon-abi'
import type { PlannedUpgrade } from '@/lib/core/patch/build-patch'
import type { Implementation } from '@/lib/core/proxy/proxy'
import type { Harbor } from './harbor'

/** keccak256('eip1967.proxy.implementation') - 1 */
const implementationSlot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'

type UpgradeableProxy = PlannedUpgrade['proxy']

export type HarborProxies = {
  vault: UpgradeableProxy
  rateAdapter: UpgradeableProxy
  strategies: UpgradeableProxy[]
}

/** The proxies of the protocol with what stands behind them now. */
export async function readHarborProxies(
  client: AnvilClient,
  harbor: Harbor,
): Promise<HarborProxies> {
  const { chainId, vault, rateAdapter, proxyAdmin, beacon } = harbor
  const { vaultsTimelock, strategiesTimelock } = harbor
  const strategy = await readImplementation(
    client,
    await readContract(client, {
      address: beacon,
      abi: beaconAbi,
      functionName: 'implementation',
    }),
  )
  return {
    vault: {
      chainId,
      address: vault,
      kind: 'uups',
      implementation: await readProxyImplementation(client, vault),
      upgradeTarget: vault,
      authority: vaultsTimelock,
    },
    rateAdapter: {
      chainId,
      address: rateAdapter,
      kind: 'transparent',
      implementation: await readProxyImplementation(client, rateAdapter),
      upgradeTarget: proxyAdmin,
      authority: vaultsTimelock,
    },
    strategies: harbor.strategies.map(({ address }) => ({
      chainId,
      address,
      kind: 'beacon',
      implementation: strategy,
      upgradeTarget: beacon,
      authority: strategiesTimelock,
    })),
  }
}

/** An implementation with the hash of its code. */
export async function readImplementation(
  client: AnvilClient,
  address: Address,
): Promise<Implementation> {
  const code = await getCode(client, { address })
  if (!code) throw new Error(`There is no code at ${address}.`)
  return { address, codeHash: keccak256(code) }
}

async function readProxyImplementation(client: AnvilClient, address: Address) {
  const word = await getStorageAt(client, { address, slot: implementationSlot })
  if (!word) throw new Error(`The proxy ${address} has no implementation.`)
  return readImplementation(client, getAddress(slice(word, 12)))
}
