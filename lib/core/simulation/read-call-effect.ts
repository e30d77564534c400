import { type Address, isAddressEqual, numberToHex, toEventSelector } from 'viem'
import { initializedSlot } from '@/lib/core/source/initialized-slot'
import { assetFlows } from './asset-flows'
import type { CallFrame } from './call-frame'
import type { RawStateDiff } from './raw-state-diff'
import type { ExecutedTransaction } from './simulation'
import type { CallEffect, CallWrite } from './stranger-calls'

/** What a probe told, as far as an effect is read from it. */
export type ProbedCall = Pick<ExecutedTransaction, 'to' | 'succeeded' | 'logs' | 'transfers'> & {
  readonly frames: readonly CallFrame[]
  readonly diff: RawStateDiff
}

/** `Initialized` of OpenZeppelin 4 and 5. */
const initialized = new Set([
  toEventSelector('Initialized(uint8)'),
  toEventSelector('Initialized(uint64)'),
])
/** Where Initializable of OpenZeppelin 5 counts. */
const counter = numberToHex(initializedSlot, { size: 32 })

/** Reads what is left of a call that a stranger made. The words it wrote are raw here; see `decodeStateDiff`. */
export function readCallEffect(probe: ProbedCall, given: readonly Address[]): CallEffect {
  const { to, succeeded, logs, frames, diff } = probe
  const { moves, allowances } = assetFlows([probe])
  const isOwn = ({ context }: CallFrame) => context !== undefined && isAddressEqual(context, to)
  const lasting = frames.filter((frame) => !frame.undone && isOwn(frame))
  const writes = succeeded ? writesOf(diff) : []
  return {
    succeeded,
    writes,
    moves: succeeded ? moves : [],
    allowances: succeeded ? allowances : [],
    initialises:
      succeeded &&
      (logs.some(({ topics }) => topics[0] !== undefined && initialized.has(topics[0])) ||
        writes.some(({ slot }) => slot === counter)),
    runsGiven: lasting.some(
      ({ kind, to: code }) =>
        (kind === 'DELEGATECALL' || kind === 'CALLCODE') &&
        code !== undefined &&
        given.some((one) => isAddressEqual(one, code)),
    ),
    ends: lasting.some(({ kind }) => kind === 'SELFDESTRUCT'),
  }
}

function writesOf(diff: RawStateDiff): CallWrite[] {
  return [...diff.values()]
    .flatMap(({ address, storage }) =>
      [...storage].map(([slot, change]) => ({ contract: address, slot, ...change, variables: [] })),
    )
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

function sortKey({ contract, slot }: CallWrite): string {
  return `${contract.toLowerCase()} ${slot}`
}

/** Whether anything remains of a call. */
export function hasEffect({ writes, moves, allowances, runsGiven, ends, initialises }: CallEffect) {
  return writes.length + moves.length + allowances.length > 0 || runsGiven || ends || initialises
}
