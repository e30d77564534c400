import { type Address, getAddress } from 'viem'

/** An address as `0xAbCd…1234`: a reminder of one shown in full nearby, never the only form on a page. */
export function shortAddress(address: Address): string {
  const full = getAddress(address)
  return `${full.slice(0, 6)}…${full.slice(-4)}`
}
