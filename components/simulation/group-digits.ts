import { maxUint256 } from 'viem'

/** `108000000000` as `108,000,000,000`, the largest number by its formula; what is no long whole number as it is. */
export function groupDigits(text: string): string {
  if (text === String(maxUint256)) return '2^256 − 1'
  return /^-?\d{5,78}$/.test(text) ? BigInt(text).toLocaleString('en') : text
}
