import { type Hex, parseAbi } from 'viem'
import { decodeAccepted } from '@/lib/core/calldata/decode-accepted'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { hashModuleTransaction } from '@/lib/core/timelock/zodiac-delay/hash-module-transaction'

const moduleAbi = /* @__PURE__ */ parseAbi([
  'function execTransactionFromModule(address to, uint256 value, bytes data, uint8 operation)',
  'function execTransactionFromModuleReturnData(address to, uint256 value, bytes data, uint8 operation)',
])

/** Whether a call that a Delay took from one of its modules added what an operation makes. */
export function addsModuleTransaction({ calls }: QueuedOperation, data: Hex): boolean {
  const [call] = calls
  const decoded = decodeAccepted({ abi: moduleAbi, data })
  if (!call || !decoded) return false
  const [target, value, inner, operation] = decoded.args
  const added = {
    target,
    value,
    data: inner,
    ...(operation === 1 && { delegatecall: true as const }),
  }
  return operation <= 1 && hashModuleTransaction(added) === hashModuleTransaction(call)
}
