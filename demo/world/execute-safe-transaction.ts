import { type Hash, parseEventLogs } from 'viem'
import { readContract } from 'viem/actions'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import type { Call } from '@/lib/core/chain/call'
import { encodeExecTransaction } from '@/lib/core/safe/encode-exec-transaction'
import type { SafeAccount } from './safe-account'
import { safeTransaction } from './safe-transaction'
import { signSafeTransaction } from './sign-safe-transaction'

export type ExecuteSafeTransactionParameters = {
  safe: SafeAccount
  call: Call
  /** Anvil accounts that sign; the first one also sends. As many as the threshold by default. */
  signers?: number[] | undefined
}

/**
 * Sends a call through a Safe as its owners would: signed by enough of them, executed by one.
 *
 * @throws Error when the Safe reports a failure.
 */
export async function executeSafeTransaction(
  client: AnvilClient,
  parameters: ExecuteSafeTransactionParameters,
): Promise<Hash> {
  const { safe, call, signers = safe.owners.slice(0, safe.threshold) } = parameters
  const { address } = safe
  const nonce = await readContract(client, { address, abi: safeAbi, functionName: 'nonce' })
  const signed = await signSafeTransaction(safe, safeTransaction(safe, call, nonce), signers)
  const receipt = await sendTransaction(client, {
    from: demoAccount(signers[0] ?? 0).address,
    to: address,
    data: encodeExecTransaction(signed),
  })
  const [outcome] = parseEventLogs({
    abi: safeAbi,
    logs: receipt.logs,
    eventName: ['ExecutionSuccess', 'ExecutionFailure'],
  })
  if (outcome?.eventName !== 'ExecutionSuccess') {
    throw new Error(`Safe transaction ${signed.safeTxHash} of ${safe.name} failed.`)
  }
  return signed.safeTxHash
}
