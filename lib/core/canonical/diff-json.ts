/** One place at which two JSON values differ. A side is undefined where it has nothing there. */
export type JsonDifference = {
  /** e.g. `calls[0].value` */
  readonly path: string
  readonly from: unknown
  readonly to: unknown
}

/**
 * Where two values parsed from JSON differ, outermost first: what only one side has is one difference, whatever is in it.
 *
 * @param limit How many are looked for.
 */
export function diffJson(from: unknown, to: unknown, limit: number): JsonDifference[] {
  const found: JsonDifference[] = []
  const walk = (path: string, a: unknown, b: unknown): void => {
    if (found.length >= limit || Object.is(a, b)) return
    const [left, right] = [membersOf(a), membersOf(b)]
    if (!left || !right || Array.isArray(a) !== Array.isArray(b)) {
      found.push({ path, from: a, to: b })
      return
    }
    for (const key of new Set([...left.keys(), ...right.keys()])) {
      const name = Array.isArray(a) ? `[${key}]` : `${path && '.'}${key}`
      walk(`${path}${name}`, left.get(key), right.get(key))
    }
  }
  walk('', from, to)
  return found
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return new Map(Object.entries(value))
}
