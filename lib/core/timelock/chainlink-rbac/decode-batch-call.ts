import type { Hash, Hex } from 'viem'
import { decodeAccepted } from '@/lib/core/calldata/decode-accepted'
import type { Call } from '@/lib/core/chain/call'
import { chainlinkRbacAbi } from '@/lib/core/timelock/chainlink-rbac/chainlink-rbac-abi'
import { hashCallBatch } from '@/lib/core/timelock/chainlink-rbac/hash-call-batch'
import type { TimelockCall } from '@/lib/core/timelock/decode-timelock-call'

/**
 * Reads `scheduleBatch`, `executeBatch` or `cancel` of an RBACTimelock from calldata that it took.
 *
 * @returns undefined for any other calldata.
 */
export function decodeBatchCall(data: Hex): TimelockCall | undefined {
  const decoded = decodeAccepted({ abi: chainlinkRbacAbi, data })
  switch (decoded?.functionName) {
    case 'scheduleBatch': {
      const [calls, predecessor, salt, delay] = decoded.args
      return { kind: 'schedule', ...named(calls, predecessor, salt), delay }
    }
    case 'executeBatch': {
      const [calls, predecessor, salt] = decoded.args
      return { kind: 'execute', ...named(calls, predecessor, salt) }
    }
    case 'cancel':
      return { kind: 'cancel', id: decoded.args[0] }
    default:
      return undefined
  }
}

function named(batch: readonly Call[], predecessor: Hash, salt: Hash) {
  const calls = batch.map(({ target, value, data }) => ({ target, value, data }))
  const content = { kind: 'batch', calls, predecessor, salt } as const
  return { id: hashCallBatch(content), content }
}
