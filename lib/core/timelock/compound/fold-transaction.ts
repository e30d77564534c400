import type { Hash } from 'viem'
import { atMostUint256 } from '@/lib/core/chain/at-most-uint256'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { compoundAbi } from '@/lib/core/timelock/compound/compound-abi'
import { callOfTransaction } from '@/lib/core/timelock/compound/compound-transaction'
import { hashTransaction } from '@/lib/core/timelock/compound/hash-transaction'
import { decodeRawLog } from '@/lib/core/timelock/kind/decode-raw-log'
import { closeLast, isOpen } from '@/lib/core/timelock/kind/last-instance'
import type { QueuedInstance, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import { inChainOrder } from '@/lib/core/timelock/timelock-log'

/**
 * The transaction of a Compound Timelock that events tell of. Queueing what is queued succeeds and is told again, and so
 * is cancelling what is not queued: neither changes anything.
 *
 * @param parameters.gracePeriod Seconds after its time for which it can be executed.
 */
export function foldTransaction({
  timelock,
  id,
  logs,
  gracePeriod,
}: {
  timelock: ChainAddress
  id: Hash
  logs: readonly RawLog[]
  gracePeriod: bigint | undefined
}): QueuedOperation | undefined {
  const events = inChainOrder(logs).flatMap(({ position, ...log }) => {
    const event = decodeTransactionLog(log)
    return event?.id === id ? [{ ...event, position }] : []
  })
  const transaction = events.find(({ what }) => what === 'scheduled')?.transaction
  if (transaction === undefined) return undefined
  const { eta } = transaction
  const expires = gracePeriod === undefined ? undefined : atMostUint256(eta + gracePeriod)
  let instances: readonly QueuedInstance[] = []
  for (const { what, position } of events) {
    if (what !== 'scheduled') instances = closeLast(instances, what, position)
    else if (!isOpen(instances.at(-1))) {
      const instance = { scheduled: position, eta, ...(expires !== undefined && { expires }) }
      instances = [...instances, instance]
    }
  }
  return {
    timelock,
    kind: 'compound',
    id,
    calls: [callOfTransaction(transaction)],
    ...(hashTransaction(transaction) !== id && { mismatch: true }),
    instances,
  }
}

const whatOf = {
  QueueTransaction: 'scheduled',
  CancelTransaction: 'cancelled',
  ExecuteTransaction: 'executed',
} as const

/** What an event tells of a transaction; undefined for any other event. */
export function decodeTransactionLog(log: Pick<RawLog, 'topics' | 'data'>) {
  const event = decodeRawLog(compoundAbi, log)
  switch (event?.eventName) {
    case 'QueueTransaction':
    case 'CancelTransaction':
    case 'ExecuteTransaction': {
      const { txHash, ...transaction } = event.args
      return { what: whatOf[event.eventName], id: txHash, transaction } as const
    }
    default:
      return undefined
  }
}
