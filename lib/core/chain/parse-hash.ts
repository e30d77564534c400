import type { Hash } from 'viem'
import { BaseError } from '@/lib/core/error/base-error'
import { visibleText } from './visible-text'

/**
 * Reads a 32-byte word that came from outside (a hash, an operation id, a salt) and returns it in lower case.
 *
 * @throws InvalidHashError
 */
export function parseHash(text: string): Hash {
  if (!/^0x[0-9a-fA-F]{64}$/.test(text)) throw new InvalidHashError(text)
  return text.toLowerCase() as Hash
}

/** Text that is no 32-byte word. */
export class InvalidHashError extends BaseError {
  override name = 'InvalidHashError'

  constructor(text: string) {
    super('Not a 32-byte hash.', {
      facts: [
        ['Expected', '0x and 64 hex digits'],
        ['Got', visibleText(text, { maxLength: 80 })],
        ['Characters', String(text.length)],
      ],
    })
  }
}
