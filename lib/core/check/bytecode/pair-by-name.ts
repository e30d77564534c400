/** A thing before and after; undefined on the side that has none. */
export type NamedPair<T> = { readonly was: T | undefined; readonly now: T | undefined }

export type PairByNameParameters<T> = {
  readonly from: readonly T[]
  readonly to: readonly T[]
  readonly nameOf: (one: T) => string
  /** The file or contract that it belongs to, which an upgrade may rename. */
  readonly ownerOf: (one: T) => string
}

/**
 * Pairs what has the same name before and after: with the same owner first, then the only one of that name that is left
 * on either side. The order is that of the new ones; those that are gone follow.
 */
export function pairByName<T>(parameters: PairByNameParameters<T>): NamedPair<T>[] {
  const { from, to, nameOf, ownerOf } = parameters
  const isSame = (one: T, other: T) =>
    nameOf(one) === nameOf(other) && ownerOf(one) === ownerOf(other)
  const known = new Map(to.map((now) => [now, from.find((was) => isSame(was, now))]))
  const taken = new Set(known.values())
  const onlyOf = (all: readonly T[], name: string) => {
    const found = all.filter((one) => nameOf(one) === name)
    return found.length === 1 ? found[0] : undefined
  }
  const left = from.filter((was) => !taken.has(was))
  const lost = to.filter((now) => !known.get(now))
  const pairs = to.map((now) => {
    const name = nameOf(now)
    return { now, was: known.get(now) ?? (onlyOf(lost, name) && onlyOf(left, name)) }
  })
  const paired = new Set(pairs.map(({ was }) => was))
  return [...pairs, ...from.flatMap((was) => (paired.has(was) ? [] : [{ was, now: undefined }]))]
}
