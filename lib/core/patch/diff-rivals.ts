import { isAddressEqual } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { diffTransactions, type FieldPair, fieldPair } from '@/lib/core/safe/diff-transactions'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { decodeTimelockCall, type TimelockCall } from '@/lib/core/timelock/decode-timelock-call'

/** More calls of one operation than anybody compares by eye. */
const mostCalls = 32

/**
 * Two Safe transactions field by field: what is hashed, and, where both call a timelock that is looked after, what their
 * data says to it. That is read from the bytes alone.
 */
export function diffRivals(parameters: {
  readonly left: SafeTransaction
  readonly right: SafeTransaction
  readonly timelocks: readonly ChainAddress[]
}): FieldPair[] {
  const { left, right, timelocks } = parameters
  const fields = diffTransactions(left, right)
  const [a, b] = [readCall(left, timelocks), readCall(right, timelocks)]
  return a || b ? [...fields, ...diffCalls(a, b)] : fields
}

function readCall(
  { safe, target, operation, data }: SafeTransaction,
  timelocks: readonly ChainAddress[],
): TimelockCall | undefined {
  const isTimelock = timelocks.some(
    ({ chainId, address }) => chainId === safe.chainId && isAddressEqual(address, target),
  )
  return isTimelock && operation === 'call' ? decodeTimelockCall(data) : undefined
}

function diffCalls(a: TimelockCall | undefined, b: TimelockCall | undefined): FieldPair[] {
  const [left, right] = [contentOf(a), contentOf(b)]
  const count = Math.min(Math.max(left?.calls.length ?? 0, right?.calls.length ?? 0), mostCalls)
  return [
    fieldPair('timelock call', 'text', a?.kind, b?.kind),
    fieldPair('operation id', 'bytes', a?.id, b?.id),
    fieldPair('predecessor', 'bytes', left?.predecessor, right?.predecessor),
    fieldPair('salt', 'bytes', left?.salt, right?.salt),
    fieldPair('delay, seconds', 'text', delayOf(a), delayOf(b)),
    ...Array.from({ length: count }, (_, index) => {
      const [one, other] = [left?.calls[index], right?.calls[index]]
      const of = (what: string) => `call ${index + 1}, ${what}`
      return [
        fieldPair(of('target'), 'address', one?.target, other?.target),
        fieldPair(of('value'), 'text', one?.value, other?.value),
        fieldPair(of('data'), 'bytes', one?.data, other?.data),
      ]
    }).flat(),
  ].filter(({ left, right }) => left !== undefined || right !== undefined)
}

const contentOf = (call: TimelockCall | undefined) =>
  call && call.kind !== 'cancel' ? call.content : undefined

const delayOf = (call: TimelockCall | undefined) =>
  call?.kind === 'schedule' ? call.delay : undefined
