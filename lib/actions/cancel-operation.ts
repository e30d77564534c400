import type { Hash, TransactionReceipt } from 'viem'
import { type SendCallParameters, sendCall } from '@/lib/actions/send-call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'

/**
 * Cancels a waiting or ready operation from an account that itself holds the canceller role.
 *
 * @throws WalletError with the timelock's reason.
 */
export function cancelOperation(
  parameters: Omit<SendCallParameters, 'call' | 'chainId'> & { timelock: ChainAddress; id: Hash },
): Promise<TransactionReceipt> {
  const { timelock, id, ...rest } = parameters
  return sendCall({
    ...rest,
    chainId: timelock.chainId,
    call: { target: timelock.address, value: 0n, data: encodeCancel({ id }) },
  })
}
