/** Decoded arguments in a line: `id: 0x…, amount: 5`. */
export function jsonWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '')
  if (Array.isArray(value)) return value.map(nested).join(', ')
  return Object.entries(value)
    .map(([name, one]) => `${name}: ${nested(one)}`)
    .join(', ')
}

function nested(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return Array.isArray(value) ? `[${jsonWords(value)}]` : `{${jsonWords(value)}}`
}
