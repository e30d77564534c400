/** The members of a JSON value that was parsed from outside, of any shape. */
export type JsonMembers = Readonly<Record<string, unknown>>

/** The members of an object; undefined for anything else, arrays too. */
export function membersOf(value: unknown): JsonMembers | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonMembers)
    : undefined
}

/**
 * A member of the object itself: what an object inherits (`constructor`, `toString`) is no member of a document.
 *
 * @returns undefined where the value is no object or has no such member.
 */
export function memberOf(value: unknown, name: string): unknown {
  const members = membersOf(value)
  return members && Object.hasOwn(members, name) ? members[name] : undefined
}
