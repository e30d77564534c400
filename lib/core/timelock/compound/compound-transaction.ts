import { concat, keccak256, slice, stringToBytes } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { QueuedCall, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

/** What Compound's Timelock is told of a call. `data` is without its selector where there is a `signature`. */
export type CompoundTransaction = Call & {
  /** Such as `transfer(address,uint256)`; empty where `data` is the whole calldata. */
  readonly signature: string
  /** Seconds since the epoch. */
  readonly eta: bigint
}

/** The call that the timelock makes of it. A signature is hashed as it stands, whether it is one or not. */
export function callOfTransaction({
  target,
  value,
  signature,
  data,
}: CompoundTransaction): QueuedCall {
  if (signature === '') return { target, value, data }
  const selector = slice(keccak256(stringToBytes(signature)), 0, 4)
  return { target, value, data: concat([selector, data]), signature }
}

/** The way back; undefined where there is not one call at one time, or not what was scheduled. */
export function transactionOfOperation({
  calls,
  instances,
  mismatch,
}: QueuedOperation): CompoundTransaction | undefined {
  const [call] = calls
  const eta = instances.at(-1)?.eta
  if (calls.length !== 1 || call === undefined || eta === undefined || mismatch) return undefined
  const { target, value, signature, data } = call
  if (signature === undefined) return { target, value, signature: '', data, eta }
  // viem's `slice` refuses to begin at the very end.
  const rest = data.length > 10 ? slice(data, 4) : '0x'
  return { target, value, signature, data: rest, eta }
}
