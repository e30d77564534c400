import type { Hash } from 'viem'
import { zeroHash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { chainlinkRbacAbi } from '@/lib/core/timelock/chainlink-rbac/chainlink-rbac-abi'
import { hashCallBatch } from '@/lib/core/timelock/chainlink-rbac/hash-call-batch'
import { foldOperations } from '@/lib/core/timelock/fold-operations'
import { decodeRawLog } from '@/lib/core/timelock/kind/decode-raw-log'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import { inChainOrder } from '@/lib/core/timelock/timelock-log'

/**
 * The operation of an RBACTimelock that events tell of. Its life is that of a TimelockController's, from which it was made; it
 * is always a batch, and its events tell the salt.
 */
export function foldCallBatch({
  timelock,
  id,
  logs,
}: {
  timelock: ChainAddress
  id: Hash
  logs: readonly RawLog[]
}): QueuedOperation | undefined {
  const events = inChainOrder(logs).flatMap(({ position, ...log }) => {
    const event = decodeBatchLog(log)
    return event?.args.id === id ? [{ ...event, position }] : []
  })
  const salt = events.find((event) => event.eventName === 'CallScheduled')?.args.salt
  const folded = foldOperations({ timelock, logs: events }).at(0)
  if (folded === undefined || salt === undefined) return undefined
  const { calls, predecessor, missingCalls, instances } = folded
  const isWhatItSays = missingCalls || hashCallBatch({ calls, predecessor, salt }) === id
  return {
    timelock,
    kind: 'chainlink-rbac',
    id,
    calls,
    ...(missingCalls && { missingCalls }),
    ...(!isWhatItSays && { mismatch: true }),
    ...(predecessor !== zeroHash && { predecessor }),
    salt,
    encoding: 'batch',
    instances: instances.map(({ delay: _, ...instance }) => instance),
  }
}

/** What an event tells of an operation; undefined for any other event. */
export function decodeBatchLog(log: Pick<RawLog, 'topics' | 'data'>) {
  const event = decodeRawLog(chainlinkRbacAbi, log)
  switch (event?.eventName) {
    case 'CallScheduled':
    case 'CallExecuted':
    case 'Cancelled':
      return event
    default:
      return undefined
  }
}
