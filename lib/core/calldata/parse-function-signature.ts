import { type AbiFunction, parseAbiItem } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'

/** Longer ones are no function of any contract. */
const longest = 2_000

/** A text that names no function. */
export class InvalidFunctionSignatureError extends BaseError {
  override readonly name = 'InvalidFunctionSignatureError'
  constructor(text: string, cause?: unknown) {
    super('Not the signature of a function.', {
      facts: [['Got', visibleText(text, { maxLength: 120 })]],
      hint: 'Write its name and the types of its arguments, e.g. initializeV2(uint256 cap, address keeper).',
      cause,
    })
  }
}

/**
 * Reads a signature as people copy it: `initializeV2(uint256)`, with or without names, the word `function`, and what
 * follows the arguments in source code.
 *
 * @throws InvalidFunctionSignatureError
 */
export function parseFunctionSignature(text: string): AbiFunction {
  const signature = withoutSurroundings(text)
  if (signature === undefined || text.length > longest) {
    throw new InvalidFunctionSignatureError(text)
  }
  try {
    // The parser takes any text at run time; its type wants a literal.
    const item = parseAbiItem([
      `function ${signature}`,
    ] as readonly string[] as never) as AbiFunction
    if (item.type !== 'function') throw new InvalidFunctionSignatureError(text)
    return item
  } catch (cause) {
    throw new InvalidFunctionSignatureError(text, cause)
  }
}

/** From the name to the parenthesis that closes the arguments. */
function withoutSurroundings(text: string): string | undefined {
  const trimmed = text.trim().replace(/^function\s+/, '')
  if (!/^[A-Za-z_$][\w$]*\s*\(/.test(trimmed)) return undefined
  let depth = 0
  for (const [index, character] of [...trimmed].entries()) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (character === ')' && depth === 0) {
      return [...trimmed]
        .slice(0, index + 1)
        .join('')
        .replace(/\s+/g, ' ')
        .replace(/ \(/, '(')
    }
  }
  return undefined
}
