import { type Address, concat, type Hex, zeroAddress } from 'viem'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { createSafe } from '@/demo/chain/create-safe'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { deploySafe } from '@/demo/chain/deploy-safe'
import type { SafeVersion } from '@/demo/chain/safe-contracts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { startAnvil } from '@/demo/chain/start-anvil'
import { encodeExecTransaction } from '@/lib/core/safe/encode-exec-transaction'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { parseSignatures } from '@/lib/core/safe/parse-signatures'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { safeTypedData } from '@/lib/core/safe/safe-typed-data'

export const chainId = 31337

export type SafeOnAnvil = {
  rpcUrl: string
  client: AnvilClient
  stop(): Promise<void>
}

/** A local chain with the published Safe contracts. */
export async function startSafeChain(): Promise<SafeOnAnvil> {
  const anvil = await startAnvil({ chainId })
  const client = anvilClient(anvil.rpcUrl)
  await deploySafe(client)
  return { rpcUrl: anvil.rpcUrl, client, stop: () => anvil.stop() }
}

let saltNonce = 0n

/** A Safe of Anvil's accounts with these numbers, at an address of its own. */
export async function createTestSafe(
  client: AnvilClient,
  parameters: {
    owners?: readonly (number | Address)[]
    threshold?: number
    version?: SafeVersion
    singleton?: 'safe' | 'safeL2'
  } = {},
): Promise<Address> {
  const { owners = [0, 1, 2], threshold = 2, ...rest } = parameters
  saltNonce += 1n
  return await createSafe(client, {
    owners: owners.map((owner) => (typeof owner === 'number' ? demoAccount(owner).address : owner)),
    threshold,
    saltNonce,
    ...rest,
  })
}

/** A call that does nothing, unless told otherwise. */
export function transactionOf(
  safe: Address,
  overrides: Partial<SafeTransaction> = {},
): SafeTransaction {
  return {
    safe: { chainId, address: safe },
    target: demoAccount(9).address,
    value: 0n,
    data: '0x',
    operation: 'call',
    safeTxGas: 0n,
    baseGas: 0n,
    gasPrice: 0n,
    gasToken: zeroAddress,
    refundReceiver: zeroAddress,
    nonce: 0n,
    ...overrides,
  }
}

export function hashOf(transaction: SafeTransaction, version = '1.4.1') {
  return hashSafeTransaction({ transaction, version }).safeTxHash
}

/** EIP-712 signature of Anvil's account number `index`. */
export async function signAs(
  index: number,
  transaction: SafeTransaction,
  version = '1.4.1',
): Promise<Hex> {
  return await demoAccount(index).signTypedData(
    safeTypedData({ transaction, version }) as Parameters<
      ReturnType<typeof demoAccount>['signTypedData']
    >[0],
  )
}

/** Executes on chain, signed by the owners with these numbers. */
export async function executeAs(
  client: AnvilClient,
  signers: readonly number[],
  transaction: SafeTransaction,
  version = '1.4.1',
) {
  const bytes = await Promise.all(signers.map((index) => signAs(index, transaction, version)))
  const signatures = await parseSignatures({
    signatures: concat(bytes),
    safeTxHash: hashOf(transaction, version),
  })
  return await sendTransaction(client, {
    from: demoAccount(8).address,
    to: transaction.safe.address,
    data: encodeExecTransaction({ transaction, signatures }),
  })
}
