import * as z from 'zod/mini'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'

/** The parameters of an address that are not understood. All of them are told. */
export class BadQueryError extends BaseError {
  override readonly name = 'BadQueryError'
  constructor(facts: readonly (readonly [string, string])[], known?: readonly string[]) {
    super('The parameters of this address are not understood.', {
      facts,
      hint: !known
        ? 'Take the chain that all of them are of, or addresses without what stands before them.'
        : known.length > 0
          ? `It takes ${known.join(', ')}. /api/openapi.json describes them.`
          : 'It takes no parameters.',
    })
  }
}

/**
 * Reads the parameters of an address. One that is unknown, given twice or wrong is refused: a filter that is silently left
 * out would answer another question.
 *
 * @throws BadQueryError
 */
export function readQuery<T extends z.ZodMiniObject>(
  schema: T,
  parameters: Iterable<readonly [string, string]>,
): z.output<T> {
  const known = Object.keys(schema.shape)
  const facts: [string, string][] = []
  const given: Record<string, string> = {}
  for (const [name, value] of parameters) {
    if (!known.includes(name)) facts.push([shown(name), 'There is no such parameter.'])
    else if (Object.hasOwn(given, name)) facts.push([name, 'It is given twice.'])
    else given[name] = value
  }
  const parsed = z.safeParse(schema, given)
  for (const { path, message } of parsed.error?.issues ?? []) {
    facts.push([path.join('.'), message])
  }
  if (!parsed.success || facts.length > 0) throw new BadQueryError(facts, known)
  return parsed.data
}

const shown = (name: string) => visibleText(name, { maxLength: 60 })
