import type { Hash } from 'viem'
import { atMostUint256 } from '@/lib/core/chain/at-most-uint256'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { accessManagerAbi } from '@/lib/core/timelock/access-manager/access-abi'
import { hashScheduledCall } from '@/lib/core/timelock/access-manager/hash-scheduled-call'
import { decodeRawLog } from '@/lib/core/timelock/kind/decode-raw-log'
import type { QueuedInstance, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import { inChainOrder } from '@/lib/core/timelock/timelock-log'

/**
 * The operation of an AccessManager that events tell of. Each scheduling has a nonce, by which the others name it; one that
 * has expired may be scheduled again without being cancelled. That the managed contract consumed it is told as its
 * execution, and it is one.
 *
 * @param parameters.gracePeriod Seconds after its time for which it can be executed.
 */
export function foldScheduledCall({
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
    const event = decodeScheduleLog(log)
    return event?.args.operationId === id ? [{ ...event, position }] : []
  })
  const first = events.find((event) => event.eventName === 'OperationScheduled')?.args
  if (first === undefined) return undefined
  const instances = new Map<number, QueuedInstance>()
  for (const { eventName, args, position } of events) {
    const known = instances.get(args.nonce)
    if (eventName === 'OperationScheduled') {
      const eta = BigInt(args.schedule)
      const expires = gracePeriod === undefined ? undefined : atMostUint256(eta + gracePeriod)
      const instance = { scheduled: position, eta, nonce: BigInt(args.nonce) }
      instances.set(args.nonce, { ...instance, ...(expires !== undefined && { expires }) })
    } else if (known && !known.executed && !known.cancelled) {
      const what = eventName === 'OperationExecuted' ? 'executed' : 'cancelled'
      instances.set(args.nonce, { ...known, [what]: position })
    }
  }
  const { caller, target, data } = first
  return {
    timelock,
    kind: 'access-manager',
    id,
    calls: [{ target, value: 0n, data }],
    ...(hashScheduledCall(first) !== id && { mismatch: true }),
    proposer: caller,
    instances: [...instances.values()].toSorted((a, b) =>
      Number((a.nonce ?? 0n) - (b.nonce ?? 0n)),
    ),
  }
}

/** What an event tells of an operation; undefined for any other event. */
export function decodeScheduleLog(log: Pick<RawLog, 'topics' | 'data'>) {
  const event = decodeRawLog(accessManagerAbi, log)
  switch (event?.eventName) {
    case 'OperationScheduled':
    case 'OperationExecuted':
    case 'OperationCanceled':
      return event
    default:
      return undefined
  }
}
