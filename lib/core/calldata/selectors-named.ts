import { type Hex, toFunctionSelector } from 'viem'
import { canonicalSignature } from './canonical-signature'
import { knownFunctions } from './known-functions'

let known: ReadonlyMap<string, readonly Hex[]> | undefined

/**
 * The selectors that a text means: the name of a function that is known here, of which several may have it, or any name with
 * the types of its arguments. Upper and lower case of a bare name are the same.
 *
 * @returns undefined where it names no function.
 */
export function selectorsNamed(text: string): readonly Hex[] | undefined {
  const word = text.trim()
  if (!word.includes('(')) return knownNames().get(word.toLowerCase())
  const signature = canonicalSignature(word)
  return signature === undefined ? undefined : [toFunctionSelector(signature)]
}

/** Known names in which a text stands; those that begin with it first, and of these the shortest. */
export function namesLike(text: string, most: number): string[] {
  const part = text.toLowerCase()
  const like = [...knownFunctions().values()].flat().filter(({ name }) => {
    return part !== '' && name.toLowerCase().includes(part)
  })
  const isFirst = (name: string) => name.toLowerCase().startsWith(part)
  return [...new Set(like.map(({ name }) => name))]
    .sort(
      (one, other) => Number(isFirst(other)) - Number(isFirst(one)) || one.length - other.length,
    )
    .slice(0, most)
}

/** By name in lower case. */
function knownNames(): ReadonlyMap<string, readonly Hex[]> {
  if (known) return known
  const byName = new Map<string, Hex[]>()
  for (const [selector, functions] of knownFunctions()) {
    for (const name of new Set(functions.map((each) => each.name.toLowerCase()))) {
      byName.set(name, [...(byName.get(name) ?? []), selector])
    }
  }
  known = byName
  return known
}
