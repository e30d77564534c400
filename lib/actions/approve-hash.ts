import { encodeFunctionData, type Hash, type TransactionReceipt } from 'viem'
import { type SendCallParameters, sendCall } from '@/lib/actions/send-call'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/**
 * Approves a Safe transaction on chain, the alternative to a signature: `approveHash(safeTxHash)` by an owner.
 *
 * @throws WalletError
 */
export function approveHash(
  parameters: Omit<SendCallParameters, 'call' | 'chainId'> & {
    safe: ChainAddress
    safeTxHash: Hash
  },
): Promise<TransactionReceipt> {
  const { safe, safeTxHash, ...rest } = parameters
  return sendCall({
    ...rest,
    chainId: safe.chainId,
    call: {
      target: safe.address,
      value: 0n,
      data: encodeFunctionData({ abi: safeAbi, functionName: 'approveHash', args: [safeTxHash] }),
    },
  })
}
