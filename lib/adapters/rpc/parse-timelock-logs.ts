import { decodeEventLog, type Hex } from 'viem'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { OperationLog, RoleLog } from '@/lib/core/timelock/timelock-log'

export type RawLog = LogPosition & { readonly topics: readonly Hex[]; readonly data: Hex }

const operationEvents = new Set(['CallScheduled', 'CallExecuted', 'CallSalt', 'Cancelled'])
const roleEvents = new Set(['RoleGranted', 'RoleRevoked', 'RoleAdminChanged'])

/** Decodes the events of one timelock and sorts them by what they tell of. Foreign and malformed ones are left out. */
export function parseTimelockLogs(logs: readonly RawLog[]): {
  operations: OperationLog[]
  roles: RoleLog[]
} {
  const operations: OperationLog[] = []
  const roles: RoleLog[] = []
  for (const { topics, data, ...place } of logs) {
    const decoded = decode(topics, data)
    if (!decoded) continue
    const position: LogPosition = {
      blockNumber: place.blockNumber,
      blockHash: place.blockHash,
      blockTimestamp: place.blockTimestamp,
      transactionHash: place.transactionHash,
      logIndex: place.logIndex,
    }
    const event = { ...decoded, position }
    if (operationEvents.has(event.eventName)) operations.push(event as OperationLog)
    else if (roleEvents.has(event.eventName)) roles.push(event as RoleLog)
  }
  return { operations, roles }
}

function decode(topics: readonly Hex[], data: Hex) {
  try {
    return decodeEventLog({ abi: timelockAbi, topics: topics as [Hex, ...Hex[]], data })
  } catch {
    return undefined
  }
}
