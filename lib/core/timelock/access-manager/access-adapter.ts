import { encodeFunctionData, type Hex } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { accessManagerAbi } from '@/lib/core/timelock/access-manager/access-abi'
import { askAccessRole } from '@/lib/core/timelock/access-manager/ask-access-role'
import { permissionQuestions } from '@/lib/core/timelock/access-manager/ask-permission'
import {
  accessManagerProbes,
  detectAccessManager,
} from '@/lib/core/timelock/access-manager/detect-access'
import { foldAccessManagerSettings } from '@/lib/core/timelock/access-manager/fold-access-settings'
import {
  decodeScheduleLog,
  foldScheduledCall,
} from '@/lib/core/timelock/access-manager/fold-scheduled-call'
import { readSchedule } from '@/lib/core/timelock/access-manager/read-schedule'
import { eventTopics } from '@/lib/core/timelock/kind/event-topics'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'

/**
 * OpenZeppelin's AccessManager. Only who scheduled an operation executes it (or calls the managed contract, which consumes
 * it); who scheduled it, an admin, or a guardian of the role that it needs cancels it.
 */
export const accessManagerAdapter: TimelockAdapter = {
  kind: 'access-manager',
  probes: accessManagerProbes,
  detect: detectAccessManager,
  topics: eventTopics(accessManagerAbi),
  operationIdOf: (log) => decodeScheduleLog(log)?.args.operationId,
  fold: ({ detection, ...parameters }) =>
    foldScheduledCall({ ...parameters, gracePeriod: detection.gracePeriod }),
  foldSettings: foldAccessManagerSettings,
  askRole: askAccessRole,
  questions: (operation) => {
    const { id } = operation
    return [
      encodeFunctionData({ abi: accessManagerAbi, functionName: 'getSchedule', args: [id] }),
      encodeFunctionData({ abi: accessManagerAbi, functionName: 'getNonce', args: [id] }),
      encodeFunctionData({ abi: accessManagerAbi, functionName: 'expiration' }),
      ...permissionQuestions(operation),
    ].map((data) => callTo(operation, data))
  },
  readStanding: readSchedule,
  encodeExecute: (operation) => {
    const [call] = operation.calls
    if (call === undefined || operation.mismatch) return undefined
    const args = [call.target, call.data] as const
    return callTo(
      operation,
      encodeFunctionData({ abi: accessManagerAbi, functionName: 'execute', args }),
    )
  },
  encodeCancel: (operation) => {
    const [call] = operation.calls
    const { proposer, mismatch } = operation
    if (call === undefined || proposer === undefined || mismatch) return undefined
    const args = [proposer, call.target, call.data] as const
    return callTo(
      operation,
      encodeFunctionData({ abi: accessManagerAbi, functionName: 'cancel', args }),
    )
  },
}

function callTo({ timelock }: QueuedOperation, data: Hex): Call {
  return { target: timelock.address, value: 0n, data }
}
