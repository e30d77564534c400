/** A value of ours as JSON has it: integers of any size as decimal digits. */
export function toPlainJson(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(toPlainJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, toPlainJson(member)]),
  )
}
