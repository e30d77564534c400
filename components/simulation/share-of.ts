/** A part of a whole in percent, one place behind the point, without a float in between. */
export function shareOf(part: bigint, whole: bigint): string {
  if (whole <= 0n) return '?'
  const tenths = (part * 1_000n) / whole
  return `${tenths / 10n}.${tenths % 10n} %`
}
