import type { Address } from 'viem'
import { BaseError } from '@/lib/core/error/base-error'
import { chainIdOf } from './chain-id-of'
import { parseAddress } from './parse-address'
import { visibleText } from './visible-text'

/** An address, and the chain that stands before it, if one does. */
export type PlacedAddress = {
  readonly chainId: number | undefined
  readonly address: Address
}

/** What stands before an address names no chain that is known. */
export class UnknownPrefixError extends BaseError {
  override readonly name = 'UnknownPrefixError'
  constructor(prefix: string) {
    super('What stands before the address names no chain that is known here.', {
      facts: [['Got', visibleText(prefix, { maxLength: 60 })]],
      hint: 'Give the id of the chain in its place, e.g. 1:0x… for Ethereum, or the address alone.',
    })
  }
}

/** An address is said to be of another chain than the one it is looked for on. */
export class OtherChainAddressError extends BaseError {
  override readonly name = 'OtherChainAddressError'
  constructor({ chainId, sought }: { chainId: number; sought: number }) {
    super(`This address is of chain ${chainId}, not of chain ${sought}.`, {
      facts: [
        ['Before the address', `chain ${chainId}`],
        ['Looked for on', `chain ${sought}`],
      ],
      hint: 'The same address may hold something else on another chain. Take the right chain, or the address without a prefix.',
    })
  }
}

/** Whether a text looks like an address with a chain before it: whatever stands there. */
export function isPlacedAddress(text: string): boolean {
  return /^[^\s:]+(?::\d+)?:0x/i.test(text)
}

/**
 * Reads an address as wallets copy it: alone, behind a short name (`eth:0x…`, EIP-3770), behind a chain id (`1:0x…`), or as an
 * account of CAIP-10 (`eip155:1:0x…`).
 *
 * @throws InvalidAddressError, UnknownPrefixError
 */
export function parsePlacedAddress(text: string): PlacedAddress {
  const end = text.lastIndexOf(':')
  if (end < 0) return { chainId: undefined, address: parseAddress(text) }
  return { chainId: parsePrefix(text.slice(0, end)), address: parseAddress(text.slice(end + 1)) }
}

/**
 * The chain that stands before an address, without the colon between them.
 *
 * @throws UnknownPrefixError
 */
export function parsePrefix(prefix: string): number {
  const [, digits] = /^(?:eip155:)?([1-9]\d{0,14})$/.exec(prefix) ?? []
  const chainId = digits === undefined ? chainIdOf(prefix) : Number(digits)
  if (chainId === undefined) throw new UnknownPrefixError(prefix)
  return chainId
}

/**
 * The same of a chain that is known already, which the one before the address has to be.
 *
 * @throws InvalidAddressError, UnknownPrefixError, OtherChainAddressError
 */
export function parseAddressOn(sought: number, text: string): Address {
  const { chainId, address } = parsePlacedAddress(text)
  if (chainId === undefined || chainId === sought) return address
  throw new OtherChainAddressError({ chainId, sought })
}
