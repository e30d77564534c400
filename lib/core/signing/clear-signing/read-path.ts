import { type Hex, isHex, size, slice } from 'viem'

/** Values by name, as an encoder would take them: what a path of a descriptor walks through. */
export type NamedValues = Readonly<Record<string, unknown>>

/**
 * What a path of a descriptor names: `to`, `#.order.price`, `owners.[]`, `path.[0:20]`. Limits as in the standard: names,
 * indices (from the end where negative) and slices.
 *
 * @returns Every value that it names; none where it leads nowhere.
 * @see https://eips.ethereum.org/EIPS/eip-7730#path-references
 */
export function readPath(values: NamedValues, path: string): unknown[] {
  const steps = path.replace(/^#\./, '').replace(/\[/g, '.[').split('.').filter(Boolean)
  if (steps.length > 32) return []
  return steps.reduce<unknown[]>((found, step) => found.flatMap((at) => follow(at, step)), [values])
}

function follow(at: unknown, step: string): unknown[] {
  const [, from, colon, to] = /^\[(-?\d*)(:?)(-?\d*)\]$/.exec(step) ?? []
  if (from === undefined) return ownMember(at, step)
  if (isHex(at)) return colon ? sliceBytes(at, from, to) : []
  if (!Array.isArray(at)) return []
  if (colon) return [at.slice(from ? Number(from) : 0, to ? Number(to) : undefined)]
  if (from === '') return at
  const item: unknown = at.at(Number(from))
  return item === undefined ? [] : [item]
}

function ownMember(at: unknown, name: string): unknown[] {
  if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return []
  return [(at as NamedValues)[name]]
}

function sliceBytes(data: Hex, from: string, to: string | undefined): Hex[] {
  const length = size(data)
  const position = (text: string | undefined, fallback: number) => {
    if (!text) return fallback
    const at = Number(text)
    return Math.min(length, Math.max(0, at < 0 ? length + at : at))
  }
  const [start, end] = [position(from, 0), position(to, length)]
  return start < end ? [slice(data, start, end)] : []
}
