import type { Hex } from 'viem'
import { BaseError } from '@/lib/core/error/base-error'
import { visibleText } from './visible-text'

/** What a transaction can carry at most on today's nodes (geth's txMaxSize). */
const maximumBytes = 131_072

/**
 * Reads bytes that came from outside (calldata, signatures) and returns them in lower case.
 *
 * @param options.maxBytes Default 131,072: no transaction can carry more.
 * @throws InvalidBytesError
 */
export function parseBytes(
  text: string,
  options: { readonly maxBytes?: number | undefined } = {},
): Hex {
  const { maxBytes = maximumBytes } = options
  if (!text.startsWith('0x')) throw new InvalidBytesError('it does not begin with 0x', text)
  if (text.length > 2 + 2 * maxBytes) {
    throw new InvalidBytesError(`it is longer than ${maxBytes} bytes`, text)
  }
  if (!/^0x[0-9a-fA-F]*$/.test(text)) {
    throw new InvalidBytesError('it has characters that are no hex digits', text)
  }
  if (text.length % 2 !== 0) throw new InvalidBytesError('half a byte is missing', text)
  return text.toLowerCase() as Hex
}

/** Text that is not a whole number of bytes in hex. */
export class InvalidBytesError extends BaseError {
  override name = 'InvalidBytesError'

  constructor(what: string, text: string) {
    super(`Not bytes in hex: ${what}.`, {
      facts: [
        ['Got', visibleText(text, { maxLength: 66 })],
        ['Characters', String(text.length)],
      ],
    })
  }
}
