import { getAddress, type Hex, hexToBigInt, hexToBool, sliceHex } from 'viem'
import type { ImmutableValue } from '@/lib/core/bytecode/verification'

/** The value of an immutable as its type reads it: an address in full, a number in decimal, else 32 bytes. */
export function describeImmutable({ type, value }: ImmutableValue): string {
  if (/^(address( payable)?|contract .*)$/.test(type)) return describeAddress(value)
  if (/^uint\d*$/.test(type)) return hexToBigInt(value).toString()
  if (/^int\d*$/.test(type)) return hexToBigInt(value, { signed: true }).toString()
  if (type === 'bool' && hexToBigInt(value) <= 1n) return String(hexToBool(value, { size: 32 }))
  return value
}

/** More than twenty bytes are no address, whatever the type says. */
function describeAddress(value: Hex): string {
  return hexToBigInt(value) < 2n ** 160n ? getAddress(sliceHex(value, 12)) : value
}
