import type { Address } from 'viem'

/**
 * Whether two different addresses look the same to someone who compares the first and the last four digits. Such
 * addresses are made on purpose: finding one takes a graphics card a few minutes.
 */
export function looksAlike(a: Address, b: Address): boolean {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()]
  return (
    left !== right && left.slice(0, 6) === right.slice(0, 6) && left.slice(-4) === right.slice(-4)
  )
}
