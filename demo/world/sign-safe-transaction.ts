import type { Hash } from 'viem'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { SafeSignature } from '@/lib/core/safe/signature'
import type { SafeAccount } from './safe-account'

export type SignedSafeTransaction = {
  transaction: SafeTransaction
  safeTxHash: Hash
  signatures: SafeSignature[]
}

/** Signs a Safe transaction (EIP-712) with the keys of the given Anvil accounts. */
export async function signSafeTransaction(
  safe: SafeAccount,
  transaction: SafeTransaction,
  signers: number[],
): Promise<SignedSafeTransaction> {
  const { safeTxHash } = hashSafeTransaction({ transaction, version: safe.version })
  const signatures = await Promise.all(
    signers.map(async (index): Promise<SafeSignature> => {
      const account = demoAccount(index)
      const data = await account.sign({ hash: safeTxHash })
      return { kind: 'eip712', signer: account.address, data }
    }),
  )
  return { transaction, safeTxHash, signatures }
}
