import { encodeFunctionData, type Hash, type Hex, zeroHash } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { callsMadeBy } from '@/lib/core/timelock/chainlink-rbac/calls-made-by'
import { chainlinkRbacAbi } from '@/lib/core/timelock/chainlink-rbac/chainlink-rbac-abi'
import { idOfRole } from '@/lib/core/timelock/chainlink-rbac/chainlink-rbac-roles'
import { decodeBatchCall } from '@/lib/core/timelock/chainlink-rbac/decode-batch-call'
import {
  chainlinkRbacProbes,
  detectChainlinkRbac,
} from '@/lib/core/timelock/chainlink-rbac/detect-chainlink-rbac'
import { decodeBatchLog, foldCallBatch } from '@/lib/core/timelock/chainlink-rbac/fold-call-batch'
import { foldChainlinkRbacSettings } from '@/lib/core/timelock/chainlink-rbac/fold-chainlink-rbac-settings'
import { readTimestamps } from '@/lib/core/timelock/chainlink-rbac/read-timestamps'
import { eventTopics } from '@/lib/core/timelock/kind/event-topics'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { asksHasRole } from '@/lib/core/timelock/kind/role-questions'
import type { TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'

/**
 * Chainlink's RBACTimelock. Its admins hold every other role as well. Who executes chooses the gas, so that a call which
 * swallows a lack of it can be made to fail in silence.
 */
export const chainlinkRbacAdapter: TimelockAdapter = {
  kind: 'chainlink-rbac',
  probes: chainlinkRbacProbes,
  detect: detectChainlinkRbac,
  topics: eventTopics(chainlinkRbacAbi),
  operationIdOf: (log) => decodeBatchLog(log)?.args.id,
  fold: foldCallBatch,
  foldSettings: foldChainlinkRbacSettings,
  askRole: (claim) => asksHasRole([idOfRole(claim.role)], claim),
  readCall: decodeBatchCall,
  scheduling: {
    // Whoever holds the second may do what the first allows.
    roles: ['PROPOSER_ROLE', 'ADMIN_ROLE'],
    isBy: ({ id }, data) => {
      const call = decodeBatchCall(data)
      return call?.kind === 'schedule' && call.id === id
    },
    callsIn: callsMadeBy,
  },
  questions: (operation) => {
    const { id, predecessor } = operation
    const ids: Hash[] = predecessor === undefined ? [id] : [id, predecessor]
    return ids.map((one) => {
      const args = [one] as const
      return callTo(
        operation,
        encodeFunctionData({ abi: chainlinkRbacAbi, functionName: 'getTimestamp', args }),
      )
    })
  },
  readStanding: readTimestamps,
  encodeExecute: (operation) => {
    const { calls, predecessor = zeroHash, salt, missingCalls, mismatch } = operation
    if (salt === undefined || salt === 'unknown' || missingCalls || mismatch) return undefined
    const args = [calls, predecessor, salt] as const
    return callTo(
      operation,
      encodeFunctionData({ abi: chainlinkRbacAbi, functionName: 'executeBatch', args }),
    )
  },
  encodeCancel: (operation) => {
    const args = [operation.id] as const
    return callTo(
      operation,
      encodeFunctionData({ abi: chainlinkRbacAbi, functionName: 'cancel', args }),
    )
  },
}

function callTo({ timelock }: QueuedOperation, data: Hex): Call {
  return { target: timelock.address, value: 0n, data }
}
