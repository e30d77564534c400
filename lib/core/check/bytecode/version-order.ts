/** Numbers of a version such as `v4.9.3` or `0.8.30+commit.73712a01`. Undefined where the text has none. */
export function parseVersion(text: string): readonly number[] | undefined {
  const found = /(\d+)\.(\d+)\.(\d+)/.exec(text)
  return found?.slice(1).map(Number)
}

/** Whether a version stands before another. */
export function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const position = [0, 1, 2].find((index) => one[index] !== other[index])
  return position !== undefined && (one[position] ?? 0) < (other[position] ?? 0)
}

/** Whether a version is one of those from `introduced` on, up to but not with `fixed`. */
export function isWithin(
  version: readonly number[],
  { introduced, fixed }: { readonly introduced: string; readonly fixed: string },
): boolean {
  const [from, to] = [parseVersion(introduced) ?? [], parseVersion(fixed) ?? []]
  return !isBefore(version, from) && isBefore(version, to)
}
