import type { Address, Hash, Hex } from 'viem'
import { demoPrivateKey } from '@/demo/chain/demo-accounts'
import type { Stage } from '@/lib/core/patch/stage'
import { cast, castAddress, castName } from './cast'
import type { Harbor } from './harbor'
import type { SafeAccount } from './safe-account'
import type { World } from './seed-world'

/** What `.suture/demo.json` says, so that scripts can drive the demo. */
export type DemoDescription = {
  url: string
  chainId: number
  rpcUrl: string
  safes: {
    name: string
    address: Address
    version: string
    threshold: number
    owners: Address[]
  }[]
  timelocks: {
    /** Name of the protocol that it guards. */
    name: string
    address: Address
    safe: Address
    guardian: Address
    executor: 'open' | 'restricted'
  }[]
  proxies: {
    name: string
    address: Address
    kind: 'uups' | 'transparent' | 'beacon'
    timelock: Address
    upgradeTarget: Address
  }[]
  signers: {
    name: string
    role: string
    address: Address
    /** Of Anvil's well-known mnemonic. */
    privateKey: Hex
  }[]
  patches: {
    title: string
    digest: Hash
    safeTxHash?: Hash | undefined
    operationId?: Hash | undefined
    stage: Stage
    malicious: boolean
  }[]
  /** Operations that nobody wrote a dossier for. */
  undocumented: { title: string; operationId: Hash; stage: Stage }[]
  /** Timelocks that are in no configuration, to be followed. */
  strangers: World['strangers']
}

/** Describes the world for scripts: everything by its address, nothing that the chain could not confirm. */
export function describeWorld(
  world: World,
  { url, rpcUrl }: { url: string; rpcUrl: string },
): DemoDescription {
  const { harbor, patches, undocumented, strangers } = world
  return {
    url,
    chainId: harbor.chainId,
    rpcUrl,
    safes: [describeSafe(harbor.council), describeSafe(harbor.guardian)],
    timelocks: protocolsOf(harbor).map(({ name, timelock, executor }) => ({
      name,
      address: timelock,
      safe: harbor.council.address,
      guardian: harbor.guardian.address,
      executor,
    })),
    proxies: protocolsOf(harbor).flatMap(({ timelock, proxies }) =>
      proxies.map((proxy) => ({ ...proxy, timelock })),
    ),
    signers: [
      ...cast.council.map((index) => describeSigner(index, 'council owner')),
      ...cast.guardian.map((index) => describeSigner(index, 'guardian owner')),
      describeSigner(cast.keeper, 'no owner'),
    ],
    patches: patches.map(({ patch, safeTxHash, operationId, stage, malicious }) => ({
      title: patch.title,
      digest: patch.digest,
      safeTxHash,
      operationId,
      stage,
      malicious,
    })),
    strangers,
    undocumented: undocumented.map(({ title, operationId, stage }) => ({
      title,
      operationId,
      stage,
    })),
  }
}

/** The two protocols that Suture is configured with: one per timelock. */
export function protocolsOf(harbor: Harbor) {
  return [
    {
      name: 'Harbor Vaults',
      timelock: harbor.vaultsTimelock,
      executor: 'open' as const,
      proxies: [
        {
          name: 'Dollar vault',
          address: harbor.vault,
          kind: 'uups' as const,
          upgradeTarget: harbor.vault,
        },
        {
          name: 'Rate adapter',
          address: harbor.rateAdapter,
          kind: 'transparent' as const,
          upgradeTarget: harbor.proxyAdmin,
        },
      ],
    },
    {
      name: 'Harbor Strategies',
      timelock: harbor.strategiesTimelock,
      executor: 'restricted' as const,
      proxies: harbor.strategies.map(({ name, address }) => ({
        name,
        address,
        kind: 'beacon' as const,
        upgradeTarget: harbor.beacon,
      })),
    },
  ]
}

function describeSafe({ name, address, version, threshold, owners }: SafeAccount) {
  return { name, address, version, threshold, owners: owners.map(castAddress) }
}

function describeSigner(index: number, role: string) {
  return {
    name: castName(index),
    role,
    address: castAddress(index),
    privateKey: demoPrivateKey(index),
  }
}
