import type { TransactionReceipt } from 'viem'
import { type SendCallParameters, sendCall } from '@/lib/actions/send-call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import type { OperationContent } from '@/lib/core/timelock/operation-content'

/**
 * Executes a ready operation from an account that holds the executor role, or from any where the role is open.
 * The value of the calls is taken from the timelock's own balance.
 *
 * @throws WalletError with the timelock's reason: not ready, predecessor not done, not an executor.
 */
export function executeOperation(
  parameters: Omit<SendCallParameters, 'call' | 'chainId'> & {
    timelock: ChainAddress
    content: OperationContent
  },
): Promise<TransactionReceipt> {
  const { timelock, content, ...rest } = parameters
  return sendCall({
    ...rest,
    chainId: timelock.chainId,
    call: { target: timelock.address, value: 0n, data: encodeExecute(content) },
  })
}
