/** Random numbers that are the same in every run (mulberry32), so that the demo always looks alike. */
export type Random = {
  /** An integer from `from` to `to - 1`. */
  integer(from: number, to: number): number
  pick<T>(items: readonly T[]): T
}

export function seededRandom(seed: number): Random {
  let state = seed
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (from: number, to: number) => from + Math.floor(fraction() * (to - from))
  const pick = <T>(items: readonly T[]): T => {
    const item = items[integer(0, items.length)]
    if (item === undefined) throw new Error('There is nothing to pick from.')
    return item
  }
  return { integer, pick }
}
