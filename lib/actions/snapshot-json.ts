/** Facts as text and back: JSON has no integers of the size of a chain's. */
export const snapshotJson = {
  write: (value: unknown): string => JSON.stringify(value, tagBigint),
  /** What was written, as it was; undefined where it does not parse. Whoever asks knows of what form it was. */
  read<T>(json: string): T | undefined {
    try {
      return JSON.parse(json, untagBigint) as T
    } catch {
      return undefined
    }
  },
}

// A tagged object cannot be confused with a string of digits.
function tagBigint(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? { $bigint: value.toString() } : value
}

function untagBigint(_key: string, value: unknown): unknown {
  const tagged = value as { $bigint?: unknown } | null
  return typeof tagged === 'object' && typeof tagged?.$bigint === 'string'
    ? BigInt(tagged.$bigint)
    : value
}
