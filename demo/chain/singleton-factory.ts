import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Address, Hex } from 'viem'
import { getCode, getTransactionCount, sendRawTransactionSync } from 'viem/actions'
import type { AnvilClient } from './anvil-client'

const require = createRequire(import.meta.url)

/** Safe's CREATE2 factory: the same address on every chain that has one. */
export const singletonFactory: Address = '0x914d7Fec6aaC8cd542e72Bca78B30650d45643d7'

/** Runtime code of the factory: CREATE2 with the first word as salt and the rest as creation code. */
const factoryCode: Hex =
  '0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3'

/**
 * Makes sure the singleton factory stands on this chain: by its presigned transaction where
 * safe-singleton-factory has one for the chain id, else by writing its code (possible on Anvil only).
 */
export async function deploySingletonFactory(client: AnvilClient, chainId: number): Promise<void> {
  if (await getCode(client, { address: singletonFactory })) return
  const deployment = presignedDeployment(chainId)
  if (deployment && (await replay(client, deployment))) return
  await client.setCode({ address: singletonFactory, bytecode: factoryCode })
}

type PresignedDeployment = { address: Address; signerAddress: Address; transaction: Hex }

function presignedDeployment(chainId: number): PresignedDeployment | undefined {
  try {
    const path = `@safe-global/safe-singleton-factory/artifacts/${chainId}/deployment.json`
    const deployment = JSON.parse(
      readFileSync(require.resolve(path), 'utf8'),
    ) as PresignedDeployment
    // A few chains use another signer, which leads to another address: of no use here.
    return deployment.address === singletonFactory ? deployment : undefined
  } catch {
    return undefined
  }
}

async function replay(client: AnvilClient, deployment: PresignedDeployment): Promise<boolean> {
  const { signerAddress, transaction } = deployment
  if ((await getTransactionCount(client, { address: signerAddress })) !== 0) return false
  await client.setBalance({ address: signerAddress, value: 10n ** 18n })
  try {
    await sendRawTransactionSync(client, { serializedTransaction: transaction })
  } catch {
    // On a fork the base fee may stand above the price that was signed years ago.
    return false
  }
  return (await getCode(client, { address: singletonFactory })) !== undefined
}
