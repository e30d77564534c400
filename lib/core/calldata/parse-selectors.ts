import type { Hex } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import { namesLike, selectorsNamed } from './selectors-named'

/** A text is neither a selector nor a function. */
export class UnknownFunctionError extends BaseError {
  override readonly name = 'UnknownFunctionError'
  constructor(text: string) {
    const shown = visibleText(text, { maxLength: 60 })
    const like = namesLike(text, 4)
    const known = like.length > 0 ? ` There are ${like.join(', ')}.` : ''
    super(
      `“${shown}” is neither a selector, 0x and 8 hexadecimal digits, nor the name of a function that is known here.${known} With the types of its arguments any is understood, as in setFee(uint256).`,
    )
  }
}

/**
 * The selectors that somebody asks for: one in digits, `0x` alone of a plain transfer, or those of a function by its name.
 *
 * @throws UnknownFunctionError
 */
export function parseSelectors(text: string): readonly Hex[] {
  if (/^0x(?:[0-9a-f]{8})?$/i.test(text)) return [text.toLowerCase() as Hex]
  const selectors = selectorsNamed(text)
  if (!selectors) throw new UnknownFunctionError(text)
  return selectors
}
