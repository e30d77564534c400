import { type Address, concat, keccak256, zeroHash } from 'viem'
import { getChainId, getCode } from 'viem/actions'
import { getContractAddress } from 'viem/utils'
import type { AnvilClient } from './anvil-client'
import { demoAccount } from './demo-accounts'
import {
  type SafeContract,
  type SafeContractName,
  type SafeVersion,
  safeContracts,
  safeVersions,
} from './safe-contracts'
import { sendTransaction } from './send-transaction'
import { deploySingletonFactory, singletonFactory } from './singleton-factory'

export type SafeDeployment = Record<SafeVersion, Record<SafeContractName, Address>>

/**
 * Deploys the published Safe 1.4.1 and 1.5.0 contracts at their canonical addresses, as Safe itself
 * does: CREATE2 with salt 0 through the singleton factory. Contracts that stand already (a fork of a
 * real chain) are kept. Every code hash is compared with safe-deployments.
 *
 * @throws Error when a contract would stand elsewhere, or its code is not the published one.
 */
export async function deploySafe(client: AnvilClient): Promise<SafeDeployment> {
  await deploySingletonFactory(client, await getChainId(client))
  const all = safeVersions.flatMap(safeContracts)
  for (const contract of all) await deployContract(client, contract)
  await Promise.all(all.map((contract) => assertPublishedCode(client, contract)))
  return { '1.4.1': addresses(all, '1.4.1'), '1.5.0': addresses(all, '1.5.0') }
}

async function deployContract(client: AnvilClient, contract: SafeContract): Promise<void> {
  const { name, version, address, creationCode } = contract
  const predicted = getContractAddress({
    opcode: 'CREATE2',
    from: singletonFactory,
    salt: zeroHash,
    bytecode: creationCode,
  })
  if (predicted !== address) {
    throw new Error(`${name} ${version} would stand at ${predicted}, not at ${address}.`)
  }
  if (await getCode(client, { address })) return
  await sendTransaction(client, {
    from: demoAccount(0).address,
    to: singletonFactory,
    data: concat([zeroHash, creationCode]),
  })
}

async function assertPublishedCode(client: AnvilClient, contract: SafeContract): Promise<void> {
  const { name, version, address, codeHash } = contract
  const code = await getCode(client, { address })
  const actual = code ? keccak256(code) : 'no code'
  if (actual !== codeHash) {
    throw new Error(
      `${name} ${version} at ${address} is not the published contract: expected code hash ${codeHash}, found ${actual}.`,
    )
  }
}

function addresses(all: SafeContract[], version: SafeVersion): Record<SafeContractName, Address> {
  const entries = all.filter((contract) => contract.version === version)
  return Object.fromEntries(entries.map(({ name, address }) => [name, address])) as Record<
    SafeContractName,
    Address
  >
}
