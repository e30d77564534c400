import {
  type Address,
  type Hash,
  isAddressEqual,
  parseEventLogs,
  type TransactionReceipt,
} from 'viem'
import { type SendCallParameters, sendCall } from '@/lib/actions/send-call'
import { legacySafeEventsAbi, safeAbi } from '@/lib/core/abi/safe-abi'
import { BaseError } from '@/lib/core/error/base-error'
import { encodeExecTransaction } from '@/lib/core/safe/encode-exec-transaction'
import type { Confirmation } from '@/lib/core/safe/proposed-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'

/** The Safe ran the transaction and it failed inside: the nonce is used up, nothing else happened. */
export class SafeExecutionFailedError extends BaseError {
  override readonly name = 'SafeExecutionFailedError'
  constructor({ safeTxHash, transactionHash }: { safeTxHash: Hash; transactionHash: Hash }) {
    super('The Safe executed the transaction, but the call inside it failed.', {
      facts: [
        ['safeTxHash', safeTxHash],
        ['Transaction', transactionHash],
      ],
      hint: 'Its nonce is used up. Propose it again once the reason is understood.',
    })
  }
}

/** Fewer owners have signed than the Safe asks for. */
export class ThresholdNotReachedError extends BaseError {
  override readonly name = 'ThresholdNotReachedError'
  constructor({ confirmations, threshold }: { confirmations: number; threshold: number }) {
    super('The Safe would refuse this: too few owners have signed.', {
      facts: [
        ['Signatures by current owners', String(confirmations)],
        ['Threshold', String(threshold)],
      ],
      hint: 'Ask another owner to sign.',
    })
  }
}

export type ExecuteSafeTransactionParameters = Omit<SendCallParameters, 'call' | 'chainId'> & {
  transaction: SafeTransaction
  safeTxHash: Hash
  confirmations: readonly Confirmation[]
  owners: readonly Address[]
  threshold: number
}

/**
 * Executes a fully signed Safe transaction from any account. Only signatures of current owners are sent, as many as
 * the threshold asks for; the outcome is read from the Safe's own event, not from the status of the transaction.
 *
 * @throws ThresholdNotReachedError, SafeExecutionFailedError, WalletError
 */
export async function executeSafeTransaction(
  parameters: ExecuteSafeTransactionParameters,
): Promise<TransactionReceipt> {
  const { transaction, safeTxHash, confirmations, owners, threshold, ...rest } = parameters
  const signatures = signaturesOfOwners(confirmations, owners).slice(0, threshold)
  if (signatures.length < threshold) {
    throw new ThresholdNotReachedError({ confirmations: signatures.length, threshold })
  }
  const receipt = await sendCall({
    ...rest,
    chainId: transaction.safe.chainId,
    call: {
      target: transaction.safe.address,
      value: 0n,
      data: encodeExecTransaction({ transaction, signatures }),
    },
  })
  if (!hasSucceeded(receipt, { safe: transaction.safe.address, safeTxHash })) {
    throw new SafeExecutionFailedError({ safeTxHash, transactionHash: receipt.transactionHash })
  }
  return receipt
}

/** One for each current owner: an owner who signed and approved on chain still counts once. */
function signaturesOfOwners(confirmations: readonly Confirmation[], owners: readonly Address[]) {
  return owners.flatMap((owner) => {
    const mine = confirmations.find((each) => isAddressEqual(each.owner, owner))
    return mine ? [mine.signature] : []
  })
}

/** The Safe's own word. Any contract may emit an event that looks the same. */
function hasSucceeded(
  { logs }: TransactionReceipt,
  { safe, safeTxHash }: { safe: Address; safeTxHash: Hash },
): boolean {
  return parseEventLogs({
    abi: [...safeAbi, ...legacySafeEventsAbi],
    eventName: 'ExecutionSuccess',
    logs: logs.filter(({ address }) => isAddressEqual(address, safe)),
  }).some(({ args }) => args.txHash === safeTxHash)
}
