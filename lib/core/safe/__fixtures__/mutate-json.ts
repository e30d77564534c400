import fc from 'fast-check'

/** One way in which a JSON text can be changed on its way: by accident, or by somebody who wants it to mean something else. */
export type Mutation = { readonly kind: number; readonly at: number; readonly by: number }

export const arbitraryMutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.nat(9),
  at: fc.nat(100_000),
  by: fc.nat(100_000),
})

type Place = { holder: Record<string, unknown> | unknown[]; key: string | number }

/**
 * Changes one thing in a JSON text: a digit, a length, a type, a member, one value for another's.
 *
 * @param other A text of the same form, from which values are taken.
 */
export function mutateJson(text: string, other: string, { kind, at, by }: Mutation): string {
  if (kind === 0) return `${text.slice(0, at % text.length)}${text.slice((at % text.length) + 1)}`
  if (kind === 1) {
    const index = at % text.length
    return text.slice(0, index) + String.fromCharCode(32 + (by % 95)) + text.slice(index + 1)
  }
  const value = JSON.parse(text) as Record<string, unknown>
  const places = placesOf(value)
  const place = places[at % places.length] as Place
  const foreign = placesOf(JSON.parse(other) as Record<string, unknown>)
  const donor = foreign[(kind === 2 ? at : by) % foreign.length] as Place
  if (kind === 9 && Array.isArray(place.holder)) place.holder.push(read(donor))
  else write(place, changed(read(place), { kind, by, donor: read(donor) }))
  return JSON.stringify(value)
}

function changed(value: unknown, how: { kind: number; by: number; donor: unknown }): unknown {
  const { kind, by, donor } = how
  switch (kind) {
    case 2:
    case 3:
      return donor
    case 4:
      return typeof value === 'string' && value.length > 0 ? flipDigit(value, by) : by
    case 5:
      return typeof value === 'number' ? value + 1 : String(BigInt(by))
    case 6:
      return undefined
    case 7:
      return typeof value === 'string' ? `${value}${'00'.repeat(by % 40)}` : [value]
    case 8:
      return typeof value === 'string' ? value.slice(0, -2 * (by % 8) || undefined) : null
    default:
      return typeof value === 'string' ? value.toUpperCase() : !value
  }
}

/** Another digit in the place of one of them, so that the value keeps its form. */
function flipDigit(text: string, by: number): string {
  const index = Math.min(text.length - 1, (text.startsWith('0x') ? 2 : 0) + (by % text.length))
  const digits = text.startsWith('0x') ? '0123456789abcdef' : '0123456789'
  return text.slice(0, index) + (digits[by % digits.length] ?? '0') + text.slice(index + 1)
}

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Place['holder']
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value)
  return keys.flatMap((key) => [{ holder, key }, ...placesOf(read({ holder, key }))])
}

const read = ({ holder, key }: Place): unknown => (holder as Record<string | number, unknown>)[key]
const write = ({ holder, key }: Place, value: unknown): void => {
  ;(holder as Record<string | number, unknown>)[key] = value
}
