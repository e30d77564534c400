import type { TypedData } from './typed-data'

/**
 * The text of a type as EIP-712 hashes it: the type itself, then those that it refers to, by name.
 *
 * @see https://eips.ethereum.org/EIPS/eip-712#definition-of-encodetype
 */
export function encodeType({
  types,
  primaryType,
}: Pick<TypedData, 'types' | 'primaryType'>): string {
  const found = new Set<string>()
  collect(primaryType)
  found.delete(primaryType)
  return [primaryType, ...[...found].sort()].map(spell).join('')

  function collect(type: string): void {
    const own = type.replace(/(\[\d*\])+$/, '')
    if (found.has(own) || !Object.hasOwn(types, own)) return
    found.add(own)
    for (const member of types[own] ?? []) collect(member.type)
  }

  function spell(type: string): string {
    return `${type}(${(types[type] ?? []).map((one) => `${one.type} ${one.name}`).join(',')})`
  }
}
