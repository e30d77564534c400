import { BaseError } from '@/lib/core/error/base-error'
import { visibleText } from './visible-text'

/**
 * Reads an unsigned integer in decimal digits that came from outside. No sign, point, exponent or leading zeros: one
 * number has one text.
 *
 * @param options.bits Width of the Solidity type. Default 256.
 * @throws InvalidUintError
 */
export function parseUint(
  text: string,
  options: { readonly bits?: number | undefined } = {},
): bigint {
  const { bits = 256 } = options
  // The length is bounded first: BigInt of a million digits takes seconds.
  if (!/^(0|[1-9][0-9]{0,77})$/.test(text)) throw new InvalidUintError(text, bits)
  const value = BigInt(text)
  if (value >> BigInt(bits) !== 0n) throw new InvalidUintError(text, bits)
  return value
}

/** Text that is no unsigned integer of this width. */
export class InvalidUintError extends BaseError {
  override name = 'InvalidUintError'

  constructor(text: string, bits: number) {
    super('Not an unsigned integer.', {
      facts: [
        ['Expected', `decimal digits, below 2^${bits}`],
        ['Got', visibleText(text, { maxLength: 80 })],
      ],
    })
  }
}
