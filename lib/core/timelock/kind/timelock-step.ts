import { isAddressEqual } from 'viem'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { TimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import type { TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'

/** A call that a timelock took, read from a transaction rather than from an event. */
export type TimelockStep = {
  readonly call: TimelockCall
  /** `logIndex` only orders calls within a block: they need not have an event. */
  readonly position: LogPosition
}

/** A timelock whose calls are read, and how its kind reads them. */
export type CallSubject = {
  readonly timelock: ChainAddress
  readonly kind: TimelockAdapter['kind']
  readonly readCall: NonNullable<TimelockAdapter['readCall']>
}

/** The calls to a timelock that are in the input of a transaction: its own, or one that a wrapper we know carries. */
export function timelockCallsIn(subject: CallSubject, transaction: Call): TimelockCall[] {
  return [...callsWithin(subject, decodeCall({ call: transaction }))]
}

function* callsWithin(subject: CallSubject, decoded: DecodedCall): Generator<TimelockCall> {
  const { call, children } = decoded
  if (isAddressEqual(call.target, subject.timelock.address)) {
    // What the timelock does in turn is not done now, or not by this call.
    const own = subject.readCall(call.data)
    if (own) yield own
    return
  }
  for (const child of children) yield* callsWithin(subject, child.call)
}
