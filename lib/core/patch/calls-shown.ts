import type { Call } from '@/lib/core/chain/call'
import { callsOfSafe } from '@/lib/core/patch/calls-of-safe'
import type { MadeCall } from '@/lib/core/timelock/kind/find-proposer'

/** Whoever makes the calldata chooses how many calls there are; of more than are opened nothing is said. */
const mostOpened = 256

/**
 * The calls that a transaction shows beside its own: those of Safes, also where one executes the transaction of another, and what
 * else is known to make calls.
 *
 * @param parameters.callsIn What is made of a call beside what a Safe makes of it.
 */
export function callsShown(
  call: Call,
  {
    chainId,
    callsIn,
  }: { readonly chainId: number; readonly callsIn: (call: Call) => readonly MadeCall[] },
): MadeCall[] {
  const shown: MadeCall[] = []
  const waiting: Call[] = [call]
  for (let at = 0; at < waiting.length; at++) {
    const next = waiting[at]
    if (!next) break
    if (at >= mostOpened) return []
    const inner = [...callsOfSafe(next, chainId), ...callsIn(next)]
    shown.push(...inner)
    waiting.push(...inner)
  }
  return shown
}
