import { type Hash, keccak256, stringToBytes } from 'viem'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import type { LogPosition } from '@/lib/core/chain/log-position'
import { eventSubject } from './event-subject'
import type { EventCause } from './queue-event'

export type HashCauseParameters = Pick<EventCause, 'kind' | 'timelock' | 'operation'> & {
  /** The log by which it is known; in a block that replaces this one it is another occurrence. */
  readonly position?: Pick<LogPosition, 'blockHash' | 'logIndex'> | undefined
  /** What else tells it from others of its kind. */
  readonly also?: string | undefined
}

/** Names one occurrence: the same on every machine that reads the same chain. */
export function hashCause({
  kind,
  position,
  also,
  timelock,
  operation,
}: HashCauseParameters): Hash {
  const subject = eventSubject({ timelock, operation })
  const { blockHash, logIndex } = position ?? {}
  return keccak256(stringToBytes(canonicalJson({ kind, subject, blockHash, logIndex, also })))
}
