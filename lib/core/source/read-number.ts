/** Seconds and wei, by the units that Solidity knows. */
const units: Readonly<Record<string, bigint>> = {
  wei: 1n,
  gwei: 10n ** 9n,
  szabo: 10n ** 12n,
  finney: 10n ** 15n,
  ether: 10n ** 18n,
  seconds: 1n,
  minutes: 60n,
  hours: 3_600n,
  days: 86_400n,
  weeks: 604_800n,
  years: 31_536_000n,
}

/**
 * The value of a number as Solidity writes it: `10_000`, `0xff`, `1e18`, `0.5` with the unit `ether`. Undefined where it is
 * no whole number.
 */
export function readNumber(text: string, unit = ''): bigint | undefined {
  const digits = text.replaceAll('_', '')
  const scale = unit === '' ? 1n : units[unit]
  if (scale === undefined) return undefined
  if (/^0x[\da-f]+$/i.test(digits)) return BigInt(digits) * scale
  const [, whole = '', fraction = '', power = '0'] =
    /^(\d*)(?:\.(\d*))?(?:e(-?\d{1,4}))?$/i.exec(digits) ?? []
  if (whole + fraction === '') return undefined
  const exponent = BigInt(power) - BigInt(fraction.length)
  const value = BigInt(whole + fraction) * scale
  if (exponent >= 0n) return exponent > 512n ? undefined : value * 10n ** exponent
  const divisor = 10n ** -exponent
  return value % divisor === 0n ? value / divisor : undefined
}
