/** The part of a zod issue that says which type was wanted. */
type TypeIssue = {
  readonly code?: string | undefined
  readonly message: string
  readonly expected?: unknown
}

/**
 * The words for a value of the wrong type. Zod's own words depend on which of its builds was loaded first in a process,
 * ours do not; a message that a schema gives is kept.
 */
export function expectedType({ code, message, expected }: TypeIssue): string {
  return code === 'invalid_type' && message.startsWith('Invalid input')
    ? `Expected ${String(expected)}.`
    : message
}
