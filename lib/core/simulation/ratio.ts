import type { Known } from '@/lib/core/chain/snapshot'

/** A fraction of whole numbers, so that nothing is rounded. */
export type Ratio = { readonly numerator: bigint; readonly denominator: bigint }

/** Reads `0.995` or `12`. */
export function parseRatio(text: string): Known<Ratio> {
  const [, whole = '', fraction = ''] = /^(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text) ?? []
  if (!whole) return { known: false, reason: 'is no decimal number; write e.g. "0.995"' }
  const numerator = BigInt(whole + fraction)
  return { known: true, value: { numerator, denominator: 10n ** BigInt(fraction.length) } }
}

/** Whether left / right lies within bounds, both included. A right side of zero has no ratio. */
export function isWithin(
  left: bigint,
  right: bigint,
  { min, max }: { readonly min: Ratio; readonly max: Ratio },
): boolean {
  if (right === 0n) return false
  const [a, b] = right < 0n ? [-left, -right] : [left, right]
  return a * min.denominator >= min.numerator * b && a * max.denominator <= max.numerator * b
}
