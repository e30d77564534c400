import { canonicalJson } from '@/lib/core/canonical/canonical-json'

/** The canonical JSON of a replay or of any part of it (RFC 8785). Integers of the chain are decimal strings. */
export function canonicalWire(value: unknown): string {
  return canonicalJson(decimalStrings(value))
}

function decimalStrings(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(decimalStrings)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, decimalStrings(member)]),
  )
}
