import type { Hex } from 'viem'
import { decodeAccepted } from '@/lib/core/calldata/decode-accepted'
import { compoundAbi } from '@/lib/core/timelock/compound/compound-abi'
import { hashTransaction } from '@/lib/core/timelock/compound/hash-transaction'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

/** Whether a call that Compound's Timelock took queued an operation. */
export function queuesTransaction({ id }: QueuedOperation, calldata: Hex): boolean {
  const decoded = decodeAccepted({ abi: compoundAbi, data: calldata })
  if (decoded?.functionName !== 'queueTransaction') return false
  const [target, value, signature, data, eta] = decoded.args
  return hashTransaction({ target, value, signature, data, eta }) === id
}
