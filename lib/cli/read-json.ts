import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import type { CommandIo } from './command'

/** A file or text that is no JSON. */
export class InvalidJsonError extends BaseError {
  override readonly name = 'InvalidJsonError'
  constructor(source: string, cause: unknown) {
    super('This does not parse as JSON.', {
      facts: [
        ['Source', source],
        ['Problem', cause instanceof Error ? visibleText(cause.message, { maxLength: 200 }) : ''],
      ],
      cause,
    })
  }
}

/**
 * Reads JSON from the place that an argument names: `-` is standard input, what begins with a brace is the JSON itself,
 * anything else a path.
 *
 * @throws InvalidJsonError, and what the reading of the file throws.
 */
export async function readJson(argument: string, io: CommandIo): Promise<unknown> {
  const text = await readText(argument, io)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InvalidJsonError(visibleText(argument, { maxLength: 120 }), cause)
  }
}

/** As `readJson`, without parsing. @throws what the reading of the file throws. */
export async function readText(argument: string, io: CommandIo): Promise<string> {
  if (argument === '-') return await io.readStdin()
  return argument.trimStart().startsWith('{') ? argument : await io.readFile(argument)
}
