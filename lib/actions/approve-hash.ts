import { encodeFunctionData, type Hash, type TransactionReceipt } from 'viem'
import { type SendCallParameters, sendCall } from '@/lib/actions/send-call'
import { ShownHashError } from '@/lib/actions/sign-safe-transaction'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'

/**
 * Approves a Safe transaction on chain, the alternative to a signature: `approveHash(safeTxHash)` by an owner. The hash
 * is computed from the fields that are shown: on chain nobody could tell another one from it.
 *
 * @param parameters.safeTxHash As shown when the button was pressed.
 * @throws ShownHashError, WalletError
 */
export async function approveHash(
  parameters: Omit<SendCallParameters, 'call' | 'chainId'> & {
    transaction: SafeTransaction
    /** The Safe's `VERSION()`. */
    version: string
    safeTxHash: Hash
  },
): Promise<TransactionReceipt> {
  const { transaction, version, safeTxHash: shown, ...rest } = parameters
  const { safe } = transaction
  const { safeTxHash } = hashSafeTransaction({ transaction, version })
  if (safeTxHash !== shown) throw new ShownHashError({ shown, computed: safeTxHash })
  return await sendCall({
    ...rest,
    chainId: safe.chainId,
    call: {
      target: safe.address,
      value: 0n,
      data: encodeFunctionData({ abi: safeAbi, functionName: 'approveHash', args: [safeTxHash] }),
    },
  })
}
