import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Alarm } from '@/lib/core/patch/alarm'
import { hashCause } from './hash-cause'
import type { EventCause } from './queue-event'

export type DriftCausesParameters = {
  readonly timelock: ChainAddress
  readonly alarms: readonly (Alarm & {
    /** The operation of the patch, or what else it has its page under. */
    readonly operation: Hash
  })[]
  /** Seconds since the epoch, of the block at which this is told: alarms know their block, not its time. */
  readonly now: bigint
}

/** What was not as it was when a patch was first looked at. An alarm that ended was one all the same. */
export function driftCauses({ timelock, alarms, now }: DriftCausesParameters): EventCause[] {
  const kind = 'drift'
  return alarms.map(({ operation, kind: about, what, before, after, firstBlock }) => ({
    kind,
    timelock,
    operation,
    cause: hashCause({ kind, timelock, operation, also: `${about} ${firstBlock} ${what}` }),
    at: now,
    blockNumber: firstBlock,
    detail: { of: 'drift', about, what, before, after },
  }))
}
