/** The same numbers again for the same seed. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    // The lowest bits repeat soonest.
    return (state >>> 8) % below
  }
}
