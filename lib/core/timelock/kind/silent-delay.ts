import * as z from 'zod/mini'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { toPlainJson } from '@/lib/core/canonical/to-plain-json'
import { decimalField, hashField, maximumUint256 } from '@/lib/core/chain/wire-fields'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

const uint = decimalField(maximumUint256, 'an integer')

/** Such a change as JSON has it. */
export const silentDelaySchema = z.strictObject({
  name: z.string(),
  before: uint,
  after: uint,
  blockNumber: uint,
  blockHash: hashField,
  blockTimestamp: uint,
})

/** A delay that was changed, and no event tells of it; the block is the one at which it was noticed. Seconds. */
export type SilentDelay = z.infer<typeof silentDelaySchema>

/** The one JSON text (RFC 8785) of such changes. */
export function writeSilentDelays(changes: readonly SilentDelay[]): string {
  return canonicalJson(toPlainJson(changes))
}

/**
 * Reads what `writeSilentDelays` has written.
 *
 * @throws z.core.$ZodError, SyntaxError where it is something else.
 */
export function readSilentDelays(json: string): readonly SilentDelay[] {
  return z.array(silentDelaySchema).parse(JSON.parse(json))
}

/** What a timelock answers of its delays. Seconds. */
export type Delays = Pick<TimelockDetection, 'minDelay' | 'gracePeriod'>

/** Which delays are others now. */
export function changedDelays(
  before: Delays,
  after: Delays,
): readonly { readonly of: keyof Delays; readonly before: bigint; readonly after: bigint }[] {
  // No period and one of nothing are the same: it never expires.
  return (['minDelay', 'gracePeriod'] as const).flatMap((of) => {
    const [was, is] = [before[of] ?? 0n, after[of] ?? 0n]
    return was === is ? [] : [{ of, before: was, after: is }]
  })
}
