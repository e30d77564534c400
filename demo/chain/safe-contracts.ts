import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as deployments from '@safe-global/safe-deployments'
import type { Address, Hash, Hex } from 'viem'

const require = createRequire(import.meta.url)

export type SafeVersion = '1.4.1' | '1.5.0'

export const safeVersions: SafeVersion[] = ['1.4.1', '1.5.0']

const artifactPackages: Record<SafeVersion, string> = {
  '1.4.1': '@safe-global/safe-contracts',
  '1.5.0': '@safe-global/safe-smart-account',
}

const contracts = {
  safe: ['Safe.sol/Safe', deployments.getSafeSingletonDeployment],
  safeL2: ['SafeL2.sol/SafeL2', deployments.getSafeL2SingletonDeployment],
  safeProxyFactory: [
    'proxies/SafeProxyFactory.sol/SafeProxyFactory',
    deployments.getProxyFactoryDeployment,
  ],
  multiSend: ['libraries/MultiSend.sol/MultiSend', deployments.getMultiSendDeployment],
  multiSendCallOnly: [
    'libraries/MultiSendCallOnly.sol/MultiSendCallOnly',
    deployments.getMultiSendCallOnlyDeployment,
  ],
  compatibilityFallbackHandler: [
    'handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler',
    deployments.getCompatibilityFallbackHandlerDeployment,
  ],
  createCall: ['libraries/CreateCall.sol/CreateCall', deployments.getCreateCallDeployment],
  signMessageLib: [
    'libraries/SignMessageLib.sol/SignMessageLib',
    deployments.getSignMessageLibDeployment,
  ],
  simulateTxAccessor: [
    'accessors/SimulateTxAccessor.sol/SimulateTxAccessor',
    deployments.getSimulateTxAccessorDeployment,
  ],
} as const

export type SafeContractName = keyof typeof contracts

export type SafeContract = {
  name: SafeContractName
  version: SafeVersion
  /** Canonical address, from safe-deployments. */
  address: Address
  /** keccak256 of the runtime code, from safe-deployments. */
  codeHash: Hash
  /** Creation code, from the published artifact of that version. */
  creationCode: Hex
}

/** The published contracts of one Safe version: artifact and canonical deployment of each. */
export function safeContracts(version: SafeVersion): SafeContract[] {
  return Object.entries(contracts).map(([name, [artifact, deployment]]) => {
    const canonical = deployment({ version, released: true })?.deployments.canonical
    if (!canonical) throw new Error(`safe-deployments knows no canonical ${name} ${version}.`)
    return {
      name: name as SafeContractName,
      version,
      address: canonical.address as Address,
      codeHash: canonical.codeHash as Hash,
      creationCode: readCreationCode(version, artifact),
    }
  })
}

function readCreationCode(version: SafeVersion, artifact: string): Hex {
  const path = `${artifactPackages[version]}/build/artifacts/contracts/${artifact}.json`
  const { bytecode } = JSON.parse(readFileSync(require.resolve(path), 'utf8')) as { bytecode: Hex }
  return bytecode
}
