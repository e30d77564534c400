import { type Address, getAddress } from 'viem'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'
import { visibleText } from './visible-text'

/**
 * Reads an address that came from outside and returns it with its ERC-55 checksum. Addresses in one case carry no
 * checksum and are taken as they are; in mixed case it has to be right.
 *
 * @throws InvalidAddressError saying whether the prefix, the length, a digit or the checksum is wrong.
 * @see https://eips.ethereum.org/EIPS/eip-55
 */
export function parseAddress(text: string): Address {
  if (!text.startsWith('0x')) throw new InvalidAddressError('prefix', text)
  const digits = text.slice(2)
  if (digits.length !== 40) throw new InvalidAddressError('length', text)
  if (!/^[0-9a-fA-F]*$/.test(digits)) throw new InvalidAddressError('hex', text)
  const address = getAddress(text.toLowerCase() as Address)
  const hasChecksum = digits !== digits.toLowerCase() && digits !== digits.toUpperCase()
  if (hasChecksum && text !== address) throw new InvalidAddressError('checksum', text, address)
  return address
}

/** Text that is no address. `expected` is the right form where only the checksum is wrong. */
export class InvalidAddressError extends BaseError {
  override name = 'InvalidAddressError'
  readonly reason: 'prefix' | 'length' | 'hex' | 'checksum'
  readonly expected: Address | undefined

  constructor(reason: InvalidAddressError['reason'], text: string, expected?: Address | undefined) {
    super(`Not an address: ${whatIsWrong[reason]}.`, {
      facts: [
        ['Got', visibleText(text, { maxLength: 64 })],
        ...(reason === 'length' ? [digitCount(text)] : []),
        ...(expected ? [['Checksummed', expected] as const] : []),
      ],
      hint: hints[reason],
    })
    this.reason = reason
    this.expected = expected
  }
}

const whatIsWrong = {
  prefix: 'it does not begin with 0x',
  length: 'it does not have 40 hex digits',
  hex: 'it has characters that are no hex digits',
  checksum: 'its capital letters do not match its checksum',
} as const

const hints = {
  prefix: 'Leave out a chain prefix such as eth: and any spaces.',
  length: undefined,
  hex: undefined,
  checksum: 'A digit may be wrong. Compare it with the source before using the checksummed form.',
} as const

function digitCount(text: string): ErrorFact {
  return ['Digits', String(text.length - 2)]
}
