import { decodeEventLog, type Hash, type Hex, toEventSelector } from 'viem'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { LogPosition } from '@/lib/core/chain/log-position'
import {
  decodeOperationEvent,
  type EventText,
  plainOperationId,
} from '@/lib/core/timelock/decode-operation-event'
import type { DelayLog, OperationLog, RoleLog } from '@/lib/core/timelock/timelock-log'

export type DecodeTimelockLogParameters = EventText & { readonly position: LogPosition }

/**
 * Reads an event of a timelock from which its operations or roles are folded.
 *
 * @returns undefined for any other event, `MinDelayChange` among them, since the delay is read from the contract; and
 * for one whose topics or data do not decode.
 */
export function decodeTimelockLog(
  parameters: DecodeTimelockLogParameters,
): OperationLog | RoleLog | undefined {
  const log = decodeTimelockEvent(parameters)
  return log?.eventName === 'MinDelayChange' ? undefined : log
}

/**
 * Reads any event of a timelock.
 *
 * @returns undefined for any other event, and for one whose topics or data do not decode.
 */
export function decodeTimelockEvent(
  log: DecodeTimelockLogParameters,
): OperationLog | RoleLog | DelayLog | undefined {
  const event = decodeOperationEvent(log) ?? decodeLog(log)
  if (!event) return undefined
  const { eventName, args } = event
  return { eventName, args, position: log.position } as Positioned<typeof event>
}

/** The operation that an event is about; undefined where it is about none, or does not decode. */
export function operationIdIn(log: EventText): Hash | undefined {
  const plain = plainOperationId(log)
  if (plain) return plain
  const event = decodeLog(log)
  return event && 'id' in event.args ? event.args.id : undefined
}

type Positioned<log> = log extends unknown ? log & { readonly position: LogPosition } : never

function decodeLog({ topics, data }: EventText) {
  // Looking through the ABI takes a hash for each of its events.
  if (!topicsOfAbi.has(topics[0])) return undefined
  try {
    return decodeEventLog({ abi: timelockAbi, topics: [...topics] as [Hex, ...Hex[]], data })
  } catch {
    return undefined
  }
}

const topicsOfAbi: ReadonlySet<unknown> = /* @__PURE__ */ new Set(
  timelockAbi.flatMap((item) => (item.type === 'event' ? [toEventSelector(item)] : [])),
)
