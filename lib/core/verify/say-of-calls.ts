import { type Hash, zeroHash } from 'viem'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { isOpaque, walkCalls } from '@/lib/core/calldata/walk-calls'
import { tellSeconds } from '@/lib/core/chain/spell-seconds'
import { decodeTimelockCall, type TimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import type { ExaminedFact, NamedHash, Statement } from './examination'

/** Calls to a timelock, however deep they stand, with their operation ids computed from the very bytes. */
export function timelockCallsIn(calls: readonly DecodedCall[]): TimelockCall[] {
  return walkCalls(calls).flatMap(({ call }) => {
    const found = decodeTimelockCall(call.call.data)
    return found ? [found] : []
  })
}

/** What the calls to a timelock say, in words. */
export function factsOfCalls(calls: readonly DecodedCall[]): ExaminedFact[] {
  return timelockCallsIn(calls).flatMap((call): ExaminedFact[] => {
    const content = 'content' in call ? call.content : undefined
    return [
      { label: call.kind, value: call.id, form: 'hex' },
      ...(call.kind === 'schedule'
        ? [{ label: 'Delay', value: tellSeconds(call.delay), form: 'text' } as const]
        : []),
      ...(content && content.predecessor !== zeroHash
        ? [{ label: 'Predecessor', value: content.predecessor, form: 'hex' } as const]
        : []),
      ...(content ? [{ label: 'Salt', value: content.salt, form: 'hex' } as const] : []),
    ]
  })
}

/** The ids of the operations that the calls schedule, execute or cancel. */
export function hashesOfCalls(calls: readonly DecodedCall[]): NamedHash[] {
  const ids = new Set<Hash>(timelockCallsIn(calls).map(({ id }) => id))
  return [...ids].map((hash) => ({ name: 'Operation id', hash }))
}

/** The salts of what is scheduled or executed: of a patch, its digest. */
export function saltsOfCalls(calls: readonly DecodedCall[]): NamedHash[] {
  const salts = timelockCallsIn(calls).flatMap((call) =>
    'content' in call && call.content.salt !== zeroHash ? [call.content.salt] : [],
  )
  return [...new Set(salts)].map((hash) => ({ name: 'Patch digest', hash }))
}

/** What could not be read of them. */
export function statementsOfCalls(calls: readonly DecodedCall[]): Statement[] {
  const opaque = walkCalls(calls).filter(isOpaque)
  if (opaque.length === 0) return []
  const places = opaque.slice(0, 5).map(({ path }) => path)
  const count = opaque.length === 1 ? 'One call' : `${opaque.length} calls`
  return [{ verdict: 'unknown', text: `${count} could not be read: ${places.join('; ')}.` }]
}
