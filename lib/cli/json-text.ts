import { canonicalJson } from '@/lib/core/canonical/canonical-json'

/** One line of canonical JSON (RFC 8785): the same bytes on any machine. Integers that are bigint are decimal strings. */
export function jsonText(value: unknown): string {
  return `${canonicalJson(withoutBigints(value))}\n`
}

function withoutBigints(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(withoutBigints)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutBigints(one)]))
}
