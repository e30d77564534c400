import { type Address, getAddress, isAddress } from 'viem'

/*
 * The events of a chain name few addresses many times: of those a checksum, which takes a hash, is computed once. Nothing that
 * is remembered here changes an answer.
 */

/** How many are remembered. */
const most = 4_096

const checksums = new Map<string, Address>()
const valid = new Set<string>()

/**
 * An address with its checksum.
 *
 * @throws InvalidAddressError of viem
 */
export function checksummed(address: string): Address {
  const known = checksums.get(address)
  if (known) return known
  const found = getAddress(address)
  if (checksums.size >= most) checksums.clear()
  checksums.set(address, found)
  return found
}

/** Whether it is an address, and one with letters of both cases has the right ones. */
export function isValidAddress(address: string): boolean {
  if (valid.has(address)) return true
  if (!isAddress(address)) return false
  if (valid.size >= most) valid.clear()
  valid.add(address)
  return true
}
