/** The part of a zod issue that says what was wanted. */
type TypeIssue = {
  readonly code?: string | undefined
  readonly message: string
  readonly expected?: unknown
  readonly values?: readonly unknown[]
}

/**
 * The words for a value of the wrong type, or other than the few that may stand there. Zod's own words depend on which of
 * its builds was loaded first in a process, ours do not; a message that a schema gives is kept.
 */
export function expectedType({ code, message, expected, values }: TypeIssue): string {
  if (!message.startsWith('Invalid')) return message
  if (code === 'invalid_type') return `Expected ${String(expected)}.`
  if (code === 'invalid_value' && values) {
    return `Expected one of: ${values.map((each) => JSON.stringify(each)).join(', ')}.`
  }
  return message
}
