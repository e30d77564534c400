/** The least of some big integers, which `Math.min` does not take. */
export function least(first: bigint, ...others: readonly bigint[]): bigint {
  let found = first
  for (const each of others) if (each < found) found = each
  return found
}
