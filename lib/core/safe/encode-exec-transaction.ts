import { encodeFunctionData, type Hex } from 'viem'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { encodeSignatures } from './encode-signatures'
import type { SafeTransaction } from './safe-transaction'
import type { SafeSignature } from './signature'

/**
 * Calldata of `execTransaction`, to be sent to the Safe itself. The nonce is not part of it: the Safe takes its own.
 *
 * @throws DuplicateSignerError
 */
export function encodeExecTransaction(parameters: {
  readonly transaction: SafeTransaction
  readonly signatures: readonly SafeSignature[]
}): Hex {
  const { transaction, signatures } = parameters
  return encodeFunctionData({
    abi: safeAbi,
    functionName: 'execTransaction',
    args: [
      transaction.target,
      transaction.value,
      transaction.data,
      transaction.operation === 'delegatecall' ? 1 : 0,
      transaction.safeTxGas,
      transaction.baseGas,
      transaction.gasPrice,
      transaction.gasToken,
      transaction.refundReceiver,
      encodeSignatures(signatures),
    ],
  })
}
