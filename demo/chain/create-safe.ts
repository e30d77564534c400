import { type Address, encodeFunctionData, parseEventLogs, zeroAddress } from 'viem'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { safeProxyFactoryAbi } from '@/lib/core/abi/safe-proxy-factory-abi'
import type { AnvilClient } from './anvil-client'
import { demoAccount } from './demo-accounts'
import { type SafeVersion, safeContracts } from './safe-contracts'
import { sendTransaction } from './send-transaction'

export type CreateSafeParameters = {
  owners: Address[]
  threshold: number
  /** Default 1.4.1. */
  version?: SafeVersion | undefined
  /** `SafeL2` (default) also emits each transaction as an event, as new Safes do everywhere. */
  singleton?: 'safe' | 'safeL2' | undefined
  /** Part of the CREATE2 salt: another number gives another address. Default 0. */
  saltNonce?: bigint | undefined
}

/**
 * Creates a Safe through the SafeProxyFactory of its version, with the CompatibilityFallbackHandler.
 * Needs `deploySafe` before.
 *
 * @throws Error when the creation reverts (threshold above the owners, same owners and salt twice).
 */
export async function createSafe(
  client: AnvilClient,
  parameters: CreateSafeParameters,
): Promise<Address> {
  const { owners, threshold, version = '1.4.1', singleton = 'safeL2', saltNonce = 0n } = parameters
  const address = addressIn(version)
  const initializer = encodeFunctionData({
    abi: safeAbi,
    functionName: 'setup',
    args: [
      owners,
      BigInt(threshold),
      zeroAddress,
      '0x',
      address('compatibilityFallbackHandler'),
      zeroAddress,
      0n,
      zeroAddress,
    ],
  })
  const receipt = await sendTransaction(client, {
    from: demoAccount(0).address,
    to: address('safeProxyFactory'),
    data: encodeFunctionData({
      abi: safeProxyFactoryAbi,
      functionName: 'createProxyWithNonce',
      args: [address(singleton), initializer, saltNonce],
    }),
  })
  const [creation] = parseEventLogs({ abi: safeProxyFactoryAbi, logs: receipt.logs })
  if (!creation) throw new Error('The SafeProxyFactory emitted no ProxyCreation.')
  return creation.args.proxy
}

function addressIn(version: SafeVersion) {
  const contracts = safeContracts(version)
  return (name: (typeof contracts)[number]['name']): Address => {
    const contract = contracts.find((candidate) => candidate.name === name)
    if (!contract) throw new Error(`Safe ${version} has no ${name}.`)
    return contract.address
  }
}
