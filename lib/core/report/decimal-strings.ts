/** The same value with every integer of the chain as a decimal string, as JSON has none of their size. */
export function decimalStrings(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(decimalStrings)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, decimalStrings(member)]),
  )
}
