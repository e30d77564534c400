import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'

/** Longer than any document that Suture writes. Characters. */
export const longestInput = 32 * 1024 * 1024

/** More than anybody would paste on purpose. */
export class InputTooLargeError extends BaseError {
  override readonly name = 'InputTooLargeError'
  constructor(characters: number) {
    super('This is too large to be read.', {
      facts: [
        ['Characters', String(characters)],
        ['At most', String(longestInput)],
      ],
      hint: 'Give one document at a time.',
    })
  }
}

/** Text that is none of what can be verified. */
export class NotRecognisedError extends BaseError {
  override readonly name = 'NotRecognisedError'
  constructor(text: string, tried: readonly (readonly [kind: string, why: string])[]) {
    super('Nothing that is known here.', {
      facts: [['Begins', visibleText(text, { maxLength: 80 }) || 'nothing'], ...tried],
      hint: 'Give a Safe transaction, typed data, calldata, a hash, a signature, or a document that Suture writes.',
    })
  }
}
